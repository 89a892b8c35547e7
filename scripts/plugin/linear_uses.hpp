// SPDX-License-Identifier: GPL-2.0
// What the expressions of a function do with the linear objects that it is responsible for.
#pragma once

#include <scripts/plugin/value_ends.hpp>

namespace kcxx {

/// What an expression does with an object that is followed.
struct LinearEvent {
    enum class Kind {
        consumes,
        looks,   // uses it, and leaves it as it is
        fills,   // a std::optional: what it held before is dropped
        empties, // a std::optional: what it held is dropped
        escapes, // may do anything to a std::optional or Result
    };

    Kind kind;
    const clang::ValueDecl *object;
    clang::SourceLocation location;
};

/// Followed are local variables and parameters, by value or by &&, of linear types or of
/// std::optional or Result of them, and the linear members of an object in a method of its own that
/// has &&. Of everything else it is said at once if it must not be consumed.
class LinearUses {
public:
    /// `function` has a body, and no template arguments that are missing.
    LinearUses(const clang::FunctionDecl &function, Context &context);

    /// What the function has from the beginning: parameters, members.
    const std::vector<const clang::ValueDecl *> &given() const { return given_; }
    bool is_followed(const clang::ValueDecl &object) const;
    /// Whether there is anything to follow.
    bool follows_any() const { return follows_any_; }
    /// Whether anything in the function consumes it.
    bool is_consumed(const clang::ValueDecl &object) const { return consumed_.count(&object); }
    /// In the order of the source; most expressions have none.
    llvm::ArrayRef<LinearEvent> of(const clang::Stmt &statement) const;

    /// The followed std::optional or Result that a condition asks whether it holds something, and
    /// whether the condition is true if so.
    std::pair<const clang::ValueDecl *, bool> tested(const clang::Expr *condition) const;

private:
    void look_at(const clang::Stmt *statement);
    void see_move(const clang::Expr &move, const clang::Expr &of);
    void see_name(const clang::Expr &name);
    void see_temporary(const clang::CXXBindTemporaryExpr &temporary);
    void consume(const clang::Stmt &by, const clang::ValueDecl *object,
                 clang::SourceLocation where);
    void consume_others(const clang::Stmt &taker, const clang::Expr &of);

    const clang::ValueDecl *followed(const clang::Expr &expression) const;
    const clang::ValueDecl *holder_of(const clang::Expr &expression);
    clang::SourceLocation where(const clang::Stmt &statement) const;

    const clang::FunctionDecl &function_;
    Context &context_;
    ValueEnds ends_;
    std::vector<const clang::ValueDecl *> given_;
    bool follows_any_ = false;
    std::set<const clang::ValueDecl *> consumed_;
    std::set<const clang::Stmt *> in_moves_; // names that are what a move is about
    std::map<const clang::Stmt *, std::vector<LinearEvent>> events_;
};

} // namespace kcxx
