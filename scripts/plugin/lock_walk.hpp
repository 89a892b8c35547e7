// SPDX-License-Identifier: GPL-2.0
// Follows a function through its scopes, and knows at each place which locks are held.
#pragma once

#include <scripts/plugin/lock_takes.hpp>

namespace kcxx {

class LockWalk {
public:
    struct Held {
        std::string name;
        clang::SourceLocation since;
        const clang::VarDecl *variable; // nullptr: for as long as a statement or a closure lasts
    };
    /// Told of each lock that is taken while others are held.
    using Taken = llvm::function_ref<void(const std::string &name, clang::SourceLocation where,
                                          llvm::ArrayRef<Held> held)>;

    LockWalk(LockTakes &takes, Taken taken) : takes_(takes), taken_(taken) {}

    void walk(const clang::FunctionDecl &function);

private:
    void visit(const clang::Stmt *statement);
    void visit_scope(const clang::Stmt &statement);
    void visit_if(const clang::IfStmt &statement);
    void visit_declaration(const clang::DeclStmt &statement);
    void visit_call(const clang::Expr &expression);
    void visit_callback(const clang::Expr &argument);
    void visit_parts(const clang::Stmt &statement);
    void hold(std::string name, clang::SourceLocation since, const clang::VarDecl *variable);

    LockTakes &takes_;
    Taken taken_;
    std::vector<Held> held_;
};

} // namespace kcxx
