// SPDX-License-Identifier: GPL-2.0
// What a call is lent: the places that it reaches through its arguments, its object among them.
#pragma once

#include <scripts/plugin/paths.hpp>

namespace kcxx {

struct Loan {
    /// Of the call. A closure is one argument, and may be several loans.
    const clang::Expr *argument;
    clang::QualType type;
    Path path;
    /// Whether the function may change what is there.
    bool is_mutable;
};

/// Of a call or the call of a constructor; none for other expressions.
std::vector<Loan> loans_of(const clang::Stmt &statement);

/// What is called, if that is known.
const clang::FunctionDecl *callee_of(const clang::Stmt &statement);

/// A function of std that changes elements at most, and is made for ranges of one container.
bool is_algorithm(const clang::FunctionDecl &function);

} // namespace kcxx
