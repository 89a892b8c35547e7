// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr int deepest = 12;

bool is_borrow(clang::QualType type, int depth);

bool is_borrow(const clang::TemplateArgument &argument, int depth)
{
    if (argument.getKind() == clang::TemplateArgument::Type)
        return !argument.getAsType()->isFunctionType() &&
               (argument.getAsType()->isReferenceType() || is_borrow(argument.getAsType(), depth));
    if (argument.getKind() == clang::TemplateArgument::Pack)
        for (const auto &element : argument.pack_elements())
            if (is_borrow(element, depth))
                return true;
    return false;
}

bool is_view_of_std(const clang::CXXRecordDecl &record)
{
    const auto *name = record.getIdentifier();
    return record.isInStdNamespace() && name &&
           (name->isStr("span") || name->isStr("basic_string_view") ||
            name->isStr("reference_wrapper") || name->isStr("mdspan") ||
            name->isStr("initializer_list") || name->isStr("ref_view"));
}

bool is_borrow(clang::QualType type, int depth)
{
    if (type.isNull() || depth > deepest)
        return false;
    type = type.getNonReferenceType().getCanonicalType().getUnqualifiedType();
    if (is_raw_pointer(type))
        return true;
    const auto *record = type->getAsCXXRecordDecl();
    if (!record)
        return false;
    if (record->hasAttr<clang::PointerAttr>() || is_view_of_std(*record))
        return true;
    // A lambda is what it captured.
    if (record->isLambda())
        for (const auto *field : record->fields())
            if (field->getType()->isReferenceType() || is_borrow(field->getType(), depth + 1))
                return true;
    const auto *of_template = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
    if (!of_template)
        return false;
    for (const auto &argument : of_template->getTemplateArgs().asArray())
        if (is_borrow(argument, depth + 1))
            return true;
    return false;
}

/// Where it is defined, or declared: a declaration before the definition knows nothing of it.
bool is_annotated(const clang::CXXRecordDecl &record, llvm::StringRef text)
{
    for (const auto *declaration : record.redecls())
        for (const auto *attribute : declaration->specific_attrs<clang::AnnotateAttr>())
            if (attribute->getAnnotation() == text)
                return true;
    return false;
}

bool may_own(clang::QualType type, int depth)
{
    const auto *record =
        type.getNonReferenceType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition() || depth > deepest)
        return false;
    if (holds(type))
        return true;
    for (const auto &base : record->bases())
        if (may_own(base.getType(), depth + 1))
            return true;
    for (const auto *field : record->fields())
        if (may_own(field->getType(), depth + 1))
            return true;
    return false;
}

} // namespace

bool is_borrow(clang::QualType type)
{
    return is_borrow(type, 0);
}

bool is_mutable_borrow(clang::QualType type)
{
    type = type.getNonReferenceType().getCanonicalType();
    if (is_raw_pointer(type))
        return !type->getPointeeType().isConstQualified();
    const auto *of_template =
        llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
    if (!of_template || !is_view_of_std(*of_template) || !of_template->getTemplateArgs().size())
        return false;
    const auto &shown = of_template->getTemplateArgs()[0];
    return of_template->getName() != "basic_string_view" &&
           shown.getKind() == clang::TemplateArgument::Type &&
           !shown.getAsType().isConstQualified();
}

bool is_raw_pointer(clang::QualType type)
{
    return type->isPointerType() && !type->isFunctionPointerType();
}

bool is_owner(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    if (!record)
        return false;
    const auto *of_template = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
    if (of_template)
        record = of_template->getSpecializedTemplate()->getTemplatedDecl();
    // To clang, std::array is one; but its elements are inside of it.
    return record->hasAttr<clang::OwnerAttr>() &&
           !(record->isInStdNamespace() && record->getName() == "array");
}

bool holds(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    return is_owner(type) || (record && record->hasAttr<clang::ConsumableAttr>());
}

bool may_own(clang::QualType type)
{
    return may_own(type, 0);
}

bool is_sync(clang::QualType type)
{
    const auto *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return record && is_annotated(*record, "kcxx::sync");
}

bool is_linear(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    if (!record)
        return false;
    // A specialisation that nobody looked into yet has no attributes of its own.
    const auto *of_template = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
    if (of_template)
        record = of_template->getSpecializedTemplate()->getTemplatedDecl();
    return is_annotated(*record, "kcxx::linear");
}

bool is_maybe_linear(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    const auto *of_template =
        llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
    const auto *name = of_template ? of_template->getIdentifier() : nullptr;
    if (!name ||
        !(name->isStr("Result") || (name->isStr("optional") && record->isInStdNamespace())))
        return false;
    const auto &argument = of_template->getTemplateArgs()[0];
    return argument.getKind() == clang::TemplateArgument::Type && is_linear(argument.getAsType());
}

} // namespace kcxx
