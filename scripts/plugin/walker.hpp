// SPDX-License-Identifier: GPL-2.0
// Walks a file's declarations, template instances among them, and shows each to all rules.
#pragma once

#include <scripts/plugin/rule.hpp>

namespace kcxx {

class Walker : public clang::RecursiveASTVisitor<Walker> {
public:
    Walker(Context &context, const std::vector<std::unique_ptr<Rule>> &rules)
        : context_(context), rules_(rules)
    {}

    // What RecursiveASTVisitor asks for, by its names.
    bool shouldVisitTemplateInstantiations() const { return true; }
    bool TraverseDecl(clang::Decl *decl);
    bool TraverseLambdaExpr(clang::LambdaExpr *lambda);
    bool TraverseIfStmt(clang::IfStmt *statement);
    bool TraverseTemplateArgumentLoc(const clang::TemplateArgumentLoc &argument);
    bool VisitDecl(clang::Decl *decl);
    bool VisitStmt(clang::Stmt *statement);

private:
    using Base = clang::RecursiveASTVisitor<Walker>;

    Context &context_;
    const std::vector<std::unique_ptr<Rule>> &rules_;
};

} // namespace kcxx
