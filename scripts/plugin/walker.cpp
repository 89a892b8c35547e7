// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/walker.hpp>

namespace kcxx {

namespace {

/// The variable behind `unsafe("why")`: if (const UnsafeScope scope{why}; true).
const clang::VarDecl *unsafe_scope(const clang::IfStmt &statement)
{
    const auto *init = llvm::dyn_cast_or_null<clang::DeclStmt>(statement.getInit());
    const auto *variable = init && init->isSingleDecl()
                               ? llvm::dyn_cast<clang::VarDecl>(init->getSingleDecl())
                               : nullptr;
    const auto *record = variable ? variable->getType()->getAsCXXRecordDecl() : nullptr;
    const auto *name = record ? record->getIdentifier() : nullptr;
    return name && name->isStr("UnsafeScope") ? variable : nullptr;
}

} // namespace

bool Walker::TraverseDecl(clang::Decl *decl)
{
    if (!decl)
        return true;
    // The standard library is most of a file, and no rule is about it.
    if (!llvm::isa<clang::TranslationUnitDecl>(decl) &&
        context_.places().of(decl->getLocation()) == Place::foreign &&
        !(llvm::isa<clang::VarDecl>(decl) && decl->isImplicit()))
        return true;
    const auto *function = llvm::dyn_cast<clang::FunctionDecl>(decl);
    if (!function)
        return Base::TraverseDecl(decl);
    context_.enter(*function);
    const bool go_on = Base::TraverseDecl(decl);
    context_.leave();
    return go_on;
}

bool Walker::TraverseLambdaExpr(clang::LambdaExpr *lambda)
{
    VisitStmt(lambda);
    // The captures are made where the lambda is, its body runs elsewhere.
    for (auto *initialiser : lambda->capture_inits())
        if (!TraverseStmt(initialiser))
            return false;
    const auto *of_template = lambda->getDependentCallOperator();
    if (!of_template)
        return TraverseDecl(lambda->getCallOperator());
    for (auto *instance : of_template->specializations())
        if (!TraverseDecl(instance))
            return false;
    return TraverseDecl(lambda->getCallOperator());
}

bool Walker::TraverseIfStmt(clang::IfStmt *statement)
{
    const auto *scope = unsafe_scope(*statement);
    if (!scope)
        return Base::TraverseIfStmt(statement);
    context_.open_unsafe(*scope);
    const bool go_on = TraverseStmt(statement->getThen());
    context_.close_unsafe();
    return go_on;
}

bool Walker::TraverseTemplateArgumentLoc(const clang::TemplateArgumentLoc &argument)
{
    context_.change_template_argument_depth(1);
    const bool go_on = Base::TraverseTemplateArgumentLoc(argument);
    context_.change_template_argument_depth(-1);
    return go_on;
}

bool Walker::VisitDecl(clang::Decl *decl)
{
    for (const auto &rule : rules_)
        rule->declaration(*decl, context_);
    return true;
}

bool Walker::VisitStmt(clang::Stmt *statement)
{
    if (const auto *call = llvm::dyn_cast<clang::CallExpr>(statement))
        context_.see_call(*call);
    else if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(statement))
        context_.see_construction(*construction);
    for (const auto &rule : rules_)
        rule->statement(*statement, context_);
    return true;
}

} // namespace kcxx
