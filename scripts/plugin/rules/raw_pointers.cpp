// SPDX-License-Identifier: GPL-2.0
// Nothing has the type of a raw pointer, none is made, none is followed.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "raw-pointer";
constexpr auto why =
    "nothing says who owns what it points to, how long that lives, or that it is there";

class RawPointers : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *declarator = llvm::dyn_cast<clang::DeclaratorDecl>(&declaration);
        if (!declarator || declarator->isImplicit() || declarator->getType().isNull() ||
            !has_data(*declarator))
            return;
        if (declarator->getType()->isMemberPointerType() && !is_known(*declarator))
            context.need_unsafe(declarator->getLocation(),
                                "pointer to member " + declarator->getNameAsString(),
                                {name, "'" + declarator->getNameAsString() + "' points to a member",
                                 "nothing says that it is not null",
                                 "the member by its name, a lambda, or a template's argument"});
        // Names and messages: a literal, or what a parameter of this type was given as one.
        if (is_text(declarator->getType()) || !is_raw_pointer(declarator->getType()))
            return;
        context.need_unsafe(declarator->getLocation(),
                            "raw pointer " + declarator->getNameAsString(),
                            {name, "'" + declarator->getNameAsString() + "' is a raw pointer", why,
                             "a reference, Box, RefPtr, std::span or std::optional"});
    }

    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement))
            check_arrow(*member, context);
        if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement))
            check_text(*call, context);
        const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(&statement);
        if (!unary || context.in_template_argument() || unary->getType()->isDependentType())
            return;
        const auto *operand = unary->getSubExpr();
        if (unary->getOpcode() == clang::UO_AddrOf && !operand->getType()->isFunctionType() &&
            !unary->getType()->isMemberPointerType() && !operand->getType()->isDependentType())
            context.need_unsafe(
                unary->getOperatorLoc(), "address-of",
                {name, "the address of an object makes a raw pointer", why, "a reference"});
        if (unary->getOpcode() == clang::UO_Deref && operand->getType()->isPointerType() &&
            !is_this(*operand))
            context.need_unsafe(unary->getOperatorLoc(), "dereference",
                                {name, "a raw pointer is dereferenced", why,
                                 "a reference, or an owner such as Box"});
    }

    static void check_arrow(const clang::MemberExpr &member, Context &context)
    {
        const auto &base = *member.getBase()->IgnoreParenImpCasts();
        const auto *of_owner = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&base);
        if (!member.isArrow() || is_this(base) || base.getType()->isDependentType() ||
            (of_owner && of_owner->getOperator() == clang::OO_Arrow))
            return;
        context.need_unsafe(
            member.getOperatorLoc(), "dereference",
            {name,
             "a raw pointer is followed to '" + member.getMemberDecl()->getNameAsString() + "'",
             why, "a reference, or an owner such as Box"});
    }

    /// What the standard library gives as a pointer to text need not end where text ends.
    static void check_text(const clang::CallExpr &call, Context &context)
    {
        const auto *called = call.getDirectCallee();
        if (called && called->getIdentifier() && called->getName() == "data" &&
            is_text(call.getType()) && !context.in_template_argument() &&
            context.places().of(called->getLocation()) == Place::foreign)
            context.need_unsafe(
                call.getExprLoc(), "text without an end",
                {name, "'data' gives a pointer to text that need not end",
                 "who reads the text goes on to the next zero, wherever that is",
                 "the std::string_view itself, a literal, or one character after the other"});
    }

    static bool is_text(clang::QualType type)
    {
        return type->isPointerType() && type->getPointeeType()->isCharType() &&
               type->getPointeeType().isConstQualified();
    }

    static bool is_this(const clang::Expr &expression)
    {
        return llvm::isa<clang::CXXThisExpr>(expression.IgnoreParenImpCasts());
    }

    /// Another name for one member, for ever.
    static bool is_known(const clang::DeclaratorDecl &declarator)
    {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declarator);
        const auto *init = variable ? variable->getInit() : nullptr;
        const auto *named =
            init ? llvm::dyn_cast<clang::UnaryOperator>(init->IgnoreParenImpCasts()) : nullptr;
        return named && named->getOpcode() == clang::UO_AddrOf &&
               declarator.getType().isConstQualified();
    }

    /// Variables, parameters and members, not functions.
    static bool has_data(const clang::DeclaratorDecl &declarator)
    {
        if (!llvm::isa<clang::VarDecl, clang::FieldDecl>(declarator))
            return false;
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(declarator.getDeclContext());
        return !llvm::isa<clang::ParmVarDecl>(declarator) || !function || !needs_unsafe(*function);
    }
};

const Rules::Add<RawPointers> rule(name.data(), "no raw pointers");

} // namespace

} // namespace kcxx
