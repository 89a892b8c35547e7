// SPDX-License-Identifier: GPL-2.0
// Who wrote a piece of code decides what it may do.
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

enum class Place {
    foreign, // the standard library, generated bindings: not looked at
    trusted, // bindings and the like: may hold what is unsafe, and says why
    strict,  // modules, and whatever else is compiled
};

/// Knows the place of a location by its file.
class Places {
public:
    /// `root`: the source tree. `trusted`: folders below it. `generated`: the folder of the
    /// generated bindings.
    Places(const clang::SourceManager &sources, const std::string &root,
           const std::vector<std::string> &trusted, const std::string &generated);

    /// Code that a macro brings belongs to whoever wrote it there: the macro's body to its author,
    /// its arguments to its user.
    Place of(clang::SourceLocation location) const;
    bool is_strict(clang::SourceLocation location) const { return of(location) == Place::strict; }

    /// Where a person looks for it.
    clang::PresumedLoc shown(clang::SourceLocation location) const;
    /// A file's name from the root on, if it lies there.
    std::string relative(llvm::StringRef file) const;

private:
    Place of_file(clang::FileID file) const;
    clang::SourceLocation written(clang::SourceLocation location) const;

    const clang::SourceManager &sources_;
    std::string root_;
    std::vector<std::string> trusted_;
    std::string generated_;
    mutable std::map<clang::FileID, Place> known_;
};

} // namespace kcxx
