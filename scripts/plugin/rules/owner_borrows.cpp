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

class OwnerBorrows : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
        if (!variable || llvm::isa<clang::ParmVarDecl>(variable) || !variable->hasLocalStorage() ||
            !variable->getInit() || variable->isImplicit() || variable->isCXXForRangeDecl() ||
            context.in_unsafe())
            return;
        const auto type = variable->getType();
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
