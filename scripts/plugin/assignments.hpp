// SPDX-License-Identifier: GPL-2.0
// Where a function puts borrows: view = other, std::exchange(view, other), views.emplace(other).
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// Calls `visit` with what is given a borrow, and with that borrow.
using AssignmentVisitor =
    llvm::function_ref<void(const clang::Expr &target, const clang::Expr &source)>;
void each_assignment(const clang::Stmt &statement, AssignmentVisitor visit);

/// What is assigned to each variable of a function, after the variable was made.
using Assignments = std::map<const clang::VarDecl *, std::vector<const clang::Expr *>>;
Assignments assignments_in(const clang::FunctionDecl &function);

} // namespace kcxx
