// SPDX-License-Identifier: GPL-2.0
// A local reference into what an owner holds: the owner may be moved, reset or given something else
// to own while the reference is used.
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "owner-borrow";

bool comes_from_owner(const clang::Expr &expression)
{
    const auto *inner = expression.IgnoreParenImpCasts();
    if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        return llvm::isa<clang::FieldDecl>(member->getMemberDecl()) &&
               comes_from_owner(*member->getBase());
    if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner))
        return call->getNumArgs() &&
               (is_owner(call->getArg(0)->getType()) || comes_from_owner(*call->getArg(0)));
    if (const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner)) {
        const auto *object = call->getImplicitObjectArgument();
        return is_owner(object->getType()) || comes_from_owner(*object);
    }
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(inner))
        return unary->getOpcode() == clang::UO_Deref && comes_from_owner(*unary->getSubExpr());
    return false;
}

/// Whether the function could change the owner that the expression starts at: a const one cannot be.
bool owner_can_change(const clang::Expr &expression)
{
    const auto *inner = expression.IgnoreParenImpCasts();
    if (is_owner(inner->getType()))
        return !inner->getType().getNonReferenceType().isConstQualified();
    if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        return owner_can_change(*member->getBase());
    if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner))
        return call->getNumArgs() && owner_can_change(*call->getArg(0));
    if (const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner))
        return owner_can_change(*call->getImplicitObjectArgument());
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(inner))
        return owner_can_change(*unary->getSubExpr());
    return true;
}

/// The variable or member that an expression is, or is reached through.
const clang::ValueDecl *root_of(const clang::Expr &expression)
{
    const auto *inner = expression.IgnoreParenImpCasts();
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
        return reference->getDecl();
    if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        return is_owner(member->getType()) ? member->getMemberDecl() : root_of(*member->getBase());
    if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner))
        return call->getNumArgs() ? root_of(*call->getArg(0)) : nullptr;
    if (const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner))
        return root_of(*call->getImplicitObjectArgument());
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(inner))
        return root_of(*unary->getSubExpr());
    return nullptr;
}

class OwnerBorrows : public Rule {
    /// An owner that a function may change is not passed together with a borrow of what it holds.
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement);
        const auto *callee = call ? call->getDirectCallee() : nullptr;
        if (!callee || llvm::isa<clang::CXXOperatorCallExpr>(call) ||
            !context.is_strict(call->getExprLoc()))
            return;
        for (unsigned i = 0; i < call->getNumArgs() && i < callee->getNumParams(); i++) {
            const auto type = callee->getParamDecl(i)->getType();
            if (!type->isReferenceType() || type->getPointeeType().isConstQualified() ||
                !is_owner(type))
                continue;
            for (unsigned j = 0; j < call->getNumArgs() && j < callee->getNumParams(); j++)
                check_argument(*call->getArg(i), *call->getArg(j), *callee->getParamDecl(j),
                               context);
        }
    }

    static void check_argument(const clang::Expr &owner, const clang::Expr &argument,
                               const clang::ParmVarDecl &parameter, Context &context)
    {
        const auto type = parameter.getType();
        const auto *root = root_of(owner);
        if (!root || (!type->isReferenceType() && !is_borrow(type)) ||
            !comes_from_owner(argument) || root_of(argument) != root)
            return;
        context.report(
            argument.getExprLoc(),
            {name,
             "'" + root->getNameAsString() + "' is passed together with a borrow of what it owns",
             "the function may free through the one what the other refers to",
             "a copy of the value, or the owner alone"});
    }

    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
        if (!variable || llvm::isa<clang::ParmVarDecl>(variable) || !variable->hasLocalStorage() ||
            !variable->getInit() || variable->isImplicit() || variable->isCXXForRangeDecl() ||
            context.in_unsafe())
            return;
        const auto type = variable->getType();
        const auto *source = variable->getInit()->IgnoreParenImpCasts();
        if (type->isReferenceType() && !type->getPointeeType().isConstQualified() &&
            is_owner(type) && llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(source))
            context.report(
                variable->getLocation(),
                {name, "local '" + variable->getNameAsString() + "' is another name of an owner",
                 "what is changed under the one name is in use under the other",
                 "the owner by its own name"});
        if ((!type->isReferenceType() && !is_borrow(type)) ||
            !comes_from_owner(*variable->getInit()) || !owner_can_change(*variable->getInit()))
            return;
        context.report(variable->getLocation(),
                       {name,
                        "local '" + variable->getNameAsString() + "' keeps a borrow of an owner",
                        "the owner may be moved or given something else to own meanwhile",
                        "the owner itself at each use, or a const owner"});
    }
};

const Rules::Add<OwnerBorrows> rule(name.data(), "no local borrow of an owner that can change");

} // namespace

} // namespace kcxx
