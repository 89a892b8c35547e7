// SPDX-License-Identifier: GPL-2.0
// One thing that strict code must not do. A rule is a file in rules/ that adds itself to Rules.
#pragma once

#include <llvm/Support/Registry.h>
#include <scripts/plugin/context.hpp>

namespace kcxx {

class Rule {
public:
    virtual ~Rule() = default;

    /// Sees every declaration, in strict and in trusted code.
    virtual void declaration(const clang::Decl &, Context &) {}
    /// Sees every statement and expression. What belongs to it is seen after it.
    virtual void statement(const clang::Stmt &, Context &) {}
    /// After all of a file was seen.
    virtual void finish(Context &) {}
    /// Before anything is seen, for rules about the preprocessor.
    virtual void start(clang::Preprocessor &, Context &) {}
};

using Rules = llvm::Registry<Rule>;

} // namespace kcxx

extern template class llvm::Registry<kcxx::Rule>;
