// SPDX-License-Identifier: GPL-2.0
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <scripts/plugin/places.hpp>

namespace kcxx {

namespace {

std::string real_folder(const std::string &folder)
{
    llvm::SmallString<256> real;
    if (folder.empty() || llvm::sys::fs::real_path(folder, real))
        return folder;
    return std::string(real) + "/";
}

} // namespace

Places::Places(const clang::SourceManager &sources, const std::string &root,
               const std::vector<std::string> &trusted, const std::string &generated)
    : sources_(sources), root_(real_folder(root)), generated_(real_folder(generated))
{
    for (const auto &folder : trusted)
        trusted_.push_back(folder + "/");
}

clang::SourceLocation Places::written(clang::SourceLocation location) const
{
    const auto spelled = sources_.getSpellingLoc(location);
    // What ## and # make is written nowhere: it belongs to whoever asked for it.
    return sources_.isWrittenInScratchSpace(spelled) || sources_.isWrittenInBuiltinFile(spelled)
               ? sources_.getExpansionLoc(location)
               : spelled;
}

Place Places::of(clang::SourceLocation location) const
{
    if (location.isInvalid())
        return Place::foreign;
    const auto file = sources_.getFileID(written(location));
    const auto found = known_.find(file);
    if (found != known_.end())
        return found->second;
    return known_[file] = of_file(file);
}

Place Places::of_file(clang::FileID file) const
{
    const auto start = sources_.getLocForStartOfFile(file);
    const auto entry = sources_.getFileEntryRefForID(file);
    if (!entry)
        return Place::foreign;
    llvm::SmallString<256> name;
    if (llvm::sys::fs::real_path(entry->getName(), name))
        name = entry->getName();
    llvm::StringRef path = name;
    if (!generated_.empty() && path.starts_with(generated_))
        return Place::foreign;
    if (sources_.isInSystemHeader(start))
        return Place::foreign;
    if (path.consume_front(root_))
        for (const auto &folder : trusted_)
            if (path.starts_with(folder))
                return Place::trusted;
    return Place::strict;
}

clang::PresumedLoc Places::shown(clang::SourceLocation location) const
{
    return sources_.getPresumedLoc(sources_.getExpansionLoc(location));
}

std::string Places::relative(llvm::StringRef file) const
{
    llvm::SmallString<256> name;
    if (llvm::sys::fs::real_path(file, name))
        return file.str();
    llvm::StringRef path = name;
    path.consume_front(root_);
    return path.str();
}

} // namespace kcxx
