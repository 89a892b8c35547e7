// SPDX-License-Identifier: GPL-2.0
// An object that stores a reference or a view can outlive what it borrowed.
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

    static void check(const clang::FieldDecl &field, Context &context)
    {
        const auto *record = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
        // A lambda's captures have a rule of their own; a view may be made of views.
        if (!record || record->isLambda() || record->hasAttr<clang::PointerAttr>())
            return;
        if (field.getType()->isReferenceType() || is_borrow(field.getType()))
            context.report(field.getLocation(),
                           {name, "member '" + field.getNameAsString() + "' stores a borrow",
                            "the object may live longer than what it points to",
                            "an owner (Box, RefPtr), a copy, or an index"});
    }

    /// A container that lives longer than the views that are put into it.
    static void check_container(const clang::VarDecl &variable, Context &context)
    {
        const auto type = variable.getType().getNonReferenceType();
        const auto *record = type->getAsCXXRecordDecl();
        const auto *of_template =
            llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
        if (!of_template || !is_owner(type))
            return;
        for (const auto &argument : of_template->getTemplateArgs().asArray())
            if (argument.getKind() == clang::TemplateArgument::Type &&
                is_borrow(argument.getAsType()))
                context.report(variable.getLocation(),
                               {name,
                                "container '" + variable.getNameAsString() + "' holds borrows",
                                "they may live longer than what they point to",
                                "owners, copies, or indices as elements"});
    }
};

const Rules::Add<StoredBorrows> rule(name.data(), "no stored borrows");

} // namespace

} // namespace kcxx
