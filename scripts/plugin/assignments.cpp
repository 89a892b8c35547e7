// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/assignments.hpp>
#include <scripts/plugin/statements.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

bool takes_borrow(const clang::ParmVarDecl &parameter)
{
    return parameter.getType()->isReferenceType() || is_borrow(parameter.getType());
}

void each_of_call(const clang::CallExpr &call, AssignmentVisitor visit)
{
    const auto *callee = call.getDirectCallee();
    const auto *method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee);
    const auto *on_object = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const bool by_operator = method && llvm::isa<clang::CXXOperatorCallExpr>(call);
    if (method && (on_object || by_operator)) {
        const auto *object = on_object ? on_object->getImplicitObjectArgument() : call.getArg(0);
        if (method->isStatic() || method->isConst() ||
            !is_borrow(method->getFunctionObjectParameterType()))
            return;
        const unsigned first = by_operator ? 1 : 0;
        for (unsigned i = 0; i < method->getNumParams() && i + first < call.getNumArgs(); i++)
            if (takes_borrow(*method->getParamDecl(i)))
                visit(*object, *call.getArg(i + first));
        return;
    }
    const auto *name = callee ? callee->getIdentifier() : nullptr;
    if (!name || !callee->isInStdNamespace() || call.getNumArgs() != 2 ||
        !is_borrow(call.getArg(0)->getType()))
        return;
    if (name->isStr("exchange") || name->isStr("swap"))
        visit(*call.getArg(0), *call.getArg(1));
    if (name->isStr("swap"))
        visit(*call.getArg(1), *call.getArg(0));
}

/// The variable that an expression is, or is a part of.
const clang::VarDecl *variable_of(const clang::Expr &expression)
{
    const auto *inner = expression.IgnoreParenImpCasts();
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
        return llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        return variable_of(*member->getBase());
    if (const auto *part = llvm::dyn_cast<clang::ArraySubscriptExpr>(inner))
        return variable_of(*part->getBase());
    if (const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner))
        return variable_of(*call->getImplicitObjectArgument());
    // operator[], or std::get().
    if (const auto *call = llvm::dyn_cast<clang::CallExpr>(inner))
        return call->getNumArgs() ? variable_of(*call->getArg(0)) : nullptr;
    return nullptr;
}

} // namespace

void each_assignment(const clang::Stmt &statement, AssignmentVisitor visit)
{
    const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(&statement);
    if (binary && binary->getOpcode() == clang::BO_Assign && is_borrow(binary->getType()))
        visit(*binary->getLHS(), *binary->getRHS());
    else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement))
        each_of_call(*call, visit);
}

Assignments assignments_in(const clang::FunctionDecl &function)
{
    Assignments all;
    for_each_in(function.getBody(), [&](const clang::Stmt &part) {
        each_assignment(part, [&](const clang::Expr &target, const clang::Expr &source) {
            if (const auto *variable = variable_of(target))
                all[variable].push_back(&source);
        });
    });
    return all;
}

} // namespace kcxx
