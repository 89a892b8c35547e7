// SPDX-License-Identifier: GPL-2.0
// An object that stores a reference or a view can outlive what it borrowed.
#include <scripts/plugin/paths.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "stored-borrow";

class StoredBorrows : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *field = llvm::dyn_cast<clang::FieldDecl>(&declaration))
            check(*field, context);
        else if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
            check_container(*variable, context);
    }

    /// What lives longer than the function is not given a borrow of something else: not a view that
    /// was passed by reference, nor the members of one.
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *expression = llvm::dyn_cast<clang::Expr>(&statement);
        if (!expression || !context.function() || context.in_pattern() || context.in_unsafe() ||
            !context.is_strict(expression->getExprLoc()))
            return;
        each_assignment(statement, [&](const clang::Expr &target, const clang::Expr &source) {
            for (const auto &to : paths_of(target))
                if (outlives_function(to))
                    check_source(to, source, context);
        });
    }

    static bool outlives_function(const Path &target)
    {
        const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(target.root);
        return !variable || !variable->hasLocalStorage() || variable->getType()->isReferenceType();
    }

    static void check_source(const Path &target, const clang::Expr &source, Context &context)
    {
        for (const auto &from : paths_of(source)) {
            const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(from.root);
            const bool lives_for_ever = variable && !variable->hasLocalStorage();
            if (from.root == target.root || lives_for_ever)
                continue;
            context.report(
                source.getExprLoc(),
                {name, "'" + target.text() + "' is given a borrow of '" + from.text() + "'",
                 "it may live longer than what it then points to",
                 "the borrow as what the function returns, with [[clang::lifetimebound]] "
                 "at what it is of"});
        }
    }

    static void check(const clang::FieldDecl &field, Context &context)
    {
        const auto *record = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
        // A lambda's captures have a rule of their own; a view may be made of views.
        if (!record || record->isLambda())
            return;
        if (record->hasAttr<clang::PointerAttr>()) {
            if (changes_owner(field.getType()))
                context.report(field.getLocation(),
                               {name,
                                "view member '" + field.getNameAsString() + "' may change an owner",
                                "what the view gave of it goes, and nobody sees that",
                                "a view of the elements (std::span), or a const reference"});
            return;
        }
        if (field.getType()->isReferenceType() || is_borrow(field.getType()))
            context.report(field.getLocation(),
                           {name, "member '" + field.getNameAsString() + "' stores a borrow",
                            "the object may live longer than what it points to",
                            "an owner (Box, RefPtr), a copy, or an index"});
    }

    static bool changes_owner(clang::QualType type)
    {
        if (type->isReferenceType() || type->isPointerType())
            return !type->getPointeeType().isConstQualified() && may_own(type->getPointeeType());
        return is_mutable_borrow(type) && shows_owners(type);
    }

    static bool shows_owners(clang::QualType type)
    {
        const auto *record = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
            type->getAsCXXRecordDecl());
        return record && record->getTemplateArgs().size() &&
               record->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type &&
               may_own(record->getTemplateArgs()[0].getAsType());
    }

    /// A container lives longer than the views that are put into it later. One whose views cannot
    /// change, and all compile-time constants, are made of what was there before.
    static void check_container(const clang::VarDecl &variable, Context &context)
    {
        const auto type = variable.getType().getNonReferenceType();
        if (variable.isConstexpr() || !holds_borrows(type) ||
            (!is_owner(type) && (type.isConstQualified() || is_fixed(variable))))
            return;
        context.report(variable.getLocation(),
                       {name, "container '" + variable.getNameAsString() + "' holds borrows",
                        "they may live longer than what they point to",
                        "owners, copies, or indices as elements"});
    }

    /// What others keep of it is not changed: parameters by value, auto [a, b] = pair.
    static bool is_fixed(const clang::VarDecl &variable)
    {
        return llvm::isa<clang::DecompositionDecl>(variable) ||
               (llvm::isa<clang::ParmVarDecl>(variable) && !variable.getType()->isReferenceType());
    }

    static bool holds_borrows(clang::QualType type)
    {
        if (const auto *array = type->getAsArrayTypeUnsafe())
            return is_borrow(array->getElementType()) || holds_borrows(array->getElementType());
        const auto *record = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
            type->getAsCXXRecordDecl());
        if (!record || !(is_owner(type) || is_aggregate_of_std(*record)))
            return false;
        for (const auto &argument : record->getTemplateArgs().asArray()) {
            const auto elements = argument.getKind() == clang::TemplateArgument::Pack
                                      ? argument.pack_elements()
                                      : llvm::ArrayRef(argument);
            for (const auto &element : elements)
                if (element.getKind() == clang::TemplateArgument::Type &&
                    is_borrow(element.getAsType()))
                    return true;
        }
        return false;
    }

    static bool is_aggregate_of_std(const clang::CXXRecordDecl &record)
    {
        const auto *name = record.getIdentifier();
        return record.isInStdNamespace() && name &&
               (name->isStr("array") || name->isStr("pair") || name->isStr("tuple"));
    }
};

const Rules::Add<StoredBorrows> rule(name.data(), "no stored borrows");

} // namespace

} // namespace kcxx
