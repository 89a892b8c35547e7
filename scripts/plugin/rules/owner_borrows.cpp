// SPDX-License-Identifier: GPL-2.0
// A local reference into what an owner holds: the owner may be moved, reset or given something else
// to own while the reference is used.
#include <scripts/plugin/loans.hpp>
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
    /// What a function may change is not passed together with a borrow of what it owns.
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *callee = callee_of(statement);
        if (!callee || !context.is_strict(llvm::cast<clang::Expr>(statement).getExprLoc()) ||
            context.in_pattern() || keeps_owners(*callee))
            return;
        const auto loans = loans_of(statement);
        for (const auto &borrowed : loans)
            for (const auto &other : loans)
                if (other.is_mutable && borrowed.path.is_owned_through(other.path))
                    context.report(
                        borrowed.argument->getExprLoc(),
                        {name,
                         "'" + other.path.text() +
                             "' is passed together with a borrow of what it owns",
                         "the function may free through the one what the other refers to",
                         "a copy of the value, or the owner alone"});
    }

    /// Functions that are made for this: assignment of an owner frees last, and std's algorithms
    /// change elements, never what holds them.
    static bool keeps_owners(const clang::FunctionDecl &callee)
    {
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
        if (method && method->getOverloadedOperator() == clang::OO_Equal)
            return assigns_safely(method->getParent());
        return is_algorithm(callee);
    }

    static bool assigns_safely(const clang::CXXRecordDecl *record)
    {
        const auto *of_template =
            llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
        if (!of_template)
            return false;
        if (!record->isInStdNamespace())
            return is_owner(record->getASTContext().getCanonicalTagType(record));
        const auto &held = of_template->getTemplateArgs()[0];
        return record->getName() == "optional" &&
               assigns_safely(held.getAsType()->getAsCXXRecordDecl());
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
