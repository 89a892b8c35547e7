// SPDX-License-Identifier: GPL-2.0
// Every unsafe block of a file: why it is sound, and what it covers.
#pragma once

#include <scripts/plugin/places.hpp>

namespace kcxx {

class Audit {
public:
    struct Block {
        clang::SourceLocation location;
        std::string function;
        std::string reason;
        // By the rule that asked for unsafe, and what it was about.
        std::set<std::pair<std::string, std::string>> operations;
        bool is_compiled = false; // not just a template that nobody used
    };

    /// The block of an UnsafeScope, which a template has once for all of its instances.
    Block &block(const clang::VarDecl &scope, const clang::FunctionDecl &function, bool in_pattern);

    const std::map<clang::SourceLocation, Block> &blocks() const { return blocks_; }

    /// Writes a JSON array, an object for each block.
    ///
    /// Return: whether it could be written.
    bool write(const std::string &file, const Places &places) const;

private:
    std::map<clang::SourceLocation, Block> blocks_;
};

} // namespace kcxx
