// SPDX-License-Identifier: GPL-2.0
// Which locks a function takes, itself or by what it calls.
#pragma once

#include <scripts/plugin/context.hpp>

namespace kcxx {

using LockNames = std::set<std::string>;

/// What a function says of itself by LOCKS(...), at any of its declarations.
LockNames locks_said(const clang::FunctionDecl &function);

/// The lock that an expression takes, and waits for: a call of lock() or lock_interruptible(), a guard
/// that is made. Empty for others.
std::string taken_by(const clang::Expr &expression);

/// The function that an expression calls, constructors among them; nullptr if it calls none, or nobody
/// knows which.
const clang::FunctionDecl *called_by(const clang::Expr &expression);

/// What a function evaluates, in this order: what its members begin with, if it is a constructor, and
/// its body.
std::vector<const clang::Stmt *> evaluated_by(const clang::FunctionDecl &function);

class LockTakes {
public:
    explicit LockTakes(const Places &places) : places_(places) {}

    /// What the body says, where it can be seen, and else LOCKS(...). Of a virtual function only the
    /// latter: another one may be called. Closures that are given to it are not its own.
    const LockNames &of(const clang::FunctionDecl &function);
    /// The same of a body alone.
    LockNames in_body(const clang::FunctionDecl &function);

private:
    /// What a function takes itself, and whom it calls.
    struct Own {
        LockNames names;
        std::set<const clang::FunctionDecl *> calls;
    };

    const Own &own(const clang::FunctionDecl &function);
    Own body(const clang::FunctionDecl &function) const;
    LockNames with_calls(const Own &first);
    static void add(const clang::Stmt *statement, Own &own);

    const Places &places_;
    std::map<const clang::FunctionDecl *, Own> own_;
    std::map<const clang::FunctionDecl *, LockNames> known_;
};

} // namespace kcxx
