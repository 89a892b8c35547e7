// SPDX-License-Identifier: GPL-2.0
// What holds a lock is a local variable: anywhere else nobody sees that the lock is held.
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "guard";

bool is_guard(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    return record && record->hasAttr<clang::ScopedLockableAttr>();
}

/// Whether the type has guards among its template arguments.
bool holds_guard(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    const auto *of_template =
        llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
    if (!of_template)
        return false;
    for (const auto &argument : of_template->getTemplateArgs().asArray()) {
        const auto elements = argument.getKind() == clang::TemplateArgument::Pack
                                  ? argument.pack_elements()
                                  : llvm::ArrayRef(argument);
        for (const auto &element : elements)
            if (element.getKind() == clang::TemplateArgument::Type &&
                (is_guard(element.getAsType()) || holds_guard(element.getAsType())))
                return true;
    }
    return false;
}

class Guards : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *data = llvm::dyn_cast<clang::DeclaratorDecl>(&declaration);
        if (!data || !llvm::isa<clang::VarDecl, clang::FieldDecl>(data) || data->isImplicit())
            return;
        const bool is_member = llvm::isa<clang::FieldDecl>(data);
        if (!holds_guard(data->getType()) && !(is_member && is_guard(data->getType())))
            return;
        context.report(data->getLocation(),
                       {name, "'" + data->getNameAsString() + "' keeps a guard",
                        "nobody sees that its lock is held, nor until when",
                        "a guard that is a local variable, or with()"});
    }
};

const Rules::Add<Guards> rule(name.data(), "guards are local variables");

} // namespace

} // namespace kcxx
