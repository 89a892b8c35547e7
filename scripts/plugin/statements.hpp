// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// Calls `visit` with a statement and all that it is made of, bodies of lambdas among them.
inline void for_each_in(const clang::Stmt *statement,
                        llvm::function_ref<void(const clang::Stmt &)> visit)
{
    if (!statement)
        return;
    visit(*statement);
    for (const auto *part : statement->children())
        for_each_in(part, visit);
}

} // namespace kcxx
