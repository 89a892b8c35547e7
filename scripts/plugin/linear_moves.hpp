// SPDX-License-Identifier: GPL-2.0
// Who gives a linear object away, and to whom.
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// What std::move(), std::forward(), a cast or `return` makes an rvalue of; nullptr if `expression` is
/// none of them.
const clang::Expr *moved_by(const clang::Expr &expression);

/// Whether a method consumes the object that it is called for.
bool takes_over(const clang::CXXMethodDecl &method);

/// Whether a call takes over `argument`, which may be the object that its operator is called for.
bool takes_over(const clang::CallExpr &call, const clang::Stmt &argument);
bool takes_over(const clang::CXXConstructExpr &construction, const clang::Stmt &argument);

/// Whether a call is ignore_result(), which drops what it is given.
bool ignores(const clang::CallExpr &call);

} // namespace kcxx
