// SPDX-License-Identifier: GPL-2.0
// A local reference into what an owner holds: the owner may be moved, reset or given something else
// to own while the reference is used.
#include <scripts/plugin/loans.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "owner-borrow";

class OwnerBorrows : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *expression = llvm::dyn_cast<clang::Expr>(&statement);
        if (!expression || context.in_pattern() || !context.is_strict(expression->getExprLoc()))
            return;
        check_call(statement, context);
        each_assignment(statement, [&](const clang::Expr &target, const clang::Expr &source) {
            if (is_held_by_owner(source))
                for (const auto &path : paths_of(target))
                    report_kept(source.getExprLoc(), path.text(), context);
        });
    }

    /// What a function may change is not passed together with a borrow of what it owns.
    static void check_call(const clang::Stmt &statement, Context &context)
    {
        const auto *callee = callee_of(statement);
        if (callee && keeps_owners(*callee))
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
        if (is_constant_name(*variable))
            context.report(variable->getLocation(),
                           {name,
                            "local '" + variable->getNameAsString() +
                                "' is a constant name of what can change",
                            "what is borrowed by the one name may go by the other",
                            "the object by its own name"});
        else if ((type->isReferenceType() || is_borrow(type)) &&
                 is_held_by_owner(*variable->getInit()))
            report_kept(variable->getLocation(), variable->getNameAsString(), context);
    }

    /// By a constant name, what an owner holds could be kept although the owner can change.
    static bool is_constant_name(const clang::VarDecl &variable)
    {
        const auto type = variable.getType();
        const auto *source = variable.getInit()->IgnoreParenImpCasts();
        return type->isLValueReferenceType() && type->getPointeeType().isConstQualified() &&
               source->isLValue() && !source->getType().isConstQualified() &&
               may_own(type->getPointeeType()) && !paths_of(*source).empty();
    }

    static void report_kept(clang::SourceLocation location, const std::string &variable,
                            Context &context)
    {
        context.need_unsafe(location, variable,
                            {name, "local '" + variable + "' keeps a borrow of an owner",
                             "the owner may be moved or given something else to own meanwhile",
                             "the owner itself at each use, or a const owner"});
    }
};

const Rules::Add<OwnerBorrows> rule(name.data(), "no local borrow of an owner that can change");

} // namespace

} // namespace kcxx
