// SPDX-License-Identifier: GPL-2.0
// What becomes of the values of a function's expressions, as the expressions around them say.
#pragma once

#include <clang/AST/ParentMap.h>
#include <scripts/plugin/context.hpp>

namespace kcxx {

class ValueEnds {
public:
    explicit ValueEnds(const clang::FunctionDecl &function);

    /// The call or constructor that takes an rvalue over; nullptr if nobody does.
    const clang::Stmt *taker_of(const clang::Expr &rvalue) const;

    /// Whether a taker outside of strict code returns a Result: it may drop what it was given on the
    /// way to its error.
    bool may_fail_before(const clang::Stmt &taker, const Context &context) const;

    /// Whether the value of an expression ends with the statement that it is in.
    bool is_dropped(const clang::Expr &value) const;

    /// The call that gives a std::optional another value, emplace() or reset() or an assignment;
    /// nullptr if this use of it does not.
    const clang::CallExpr *replacing_call(const clang::Expr &name) const;

    /// Whether a std::optional or Result still holds what it did when this use of it is over.
    bool is_only_read(const clang::Expr &name) const;

private:
    /// The call that a new object is an argument of.
    const clang::CallExpr *call_with(const clang::CXXConstructExpr &argument) const;

    clang::ParentMap parents_;
};

} // namespace kcxx
