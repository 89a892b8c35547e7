// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/lock_names.hpp>

namespace kcxx {

namespace {

using Specialisation = clang::ClassTemplateSpecializationDecl;

/// The text of a FixedString that is a template argument; empty if it is none.
std::string text_of(const clang::TemplateArgument &argument)
{
    if (argument.getKind() != clang::TemplateArgument::Declaration)
        return {};
    const auto *object = llvm::dyn_cast<clang::TemplateParamObjectDecl>(argument.getAsDecl());
    if (!object || !object->getValue().isStruct() || object->getValue().getStructNumFields() != 1)
        return {};
    const auto &characters = object->getValue().getStructField(0);
    std::string text;
    for (unsigned i = 0; characters.isArray() && i < characters.getArrayInitializedElts(); i++)
        if (const auto &value = characters.getArrayInitializedElt(i);
            value.isInt() && value.getInt() != 0)
            text += static_cast<char>(value.getInt().getExtValue());
    return text;
}

const Specialisation *specialisation(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    return llvm::dyn_cast_or_null<Specialisation>(record);
}

/// A lock itself is a capability; what nobody looked into yet has no attributes of its own.
bool is_capability(const Specialisation &record)
{
    return record.getSpecializedTemplate()->getTemplatedDecl()->hasAttr<clang::CapabilityAttr>();
}

bool is_named(const clang::CXXRecordDecl &record, llvm::StringRef name)
{
    return record.getIdentifier() && record.getName() == name;
}

std::string name_of(const Specialisation &record)
{
    if (is_capability(record)) {
        const auto names = names_in(record);
        return names.empty() ? std::string() : names.front();
    }
    if (!is_named(record, "Locked"))
        return {};
    return name_of_lock(record.getTemplateArgs()[1].getAsType());
}

} // namespace

std::vector<std::string> names_in(const Specialisation &specialisation)
{
    std::vector<std::string> names;
    for (const auto &argument : specialisation.getTemplateArgs().asArray())
        for (const auto &element : argument.getKind() == clang::TemplateArgument::Pack
                                       ? argument.pack_elements()
                                       : llvm::ArrayRef(argument))
            if (auto text = text_of(element); !text.empty())
                names.push_back(std::move(text));
    return names;
}

std::string name_of_lock(clang::QualType type)
{
    const auto *record = specialisation(type);
    return record ? name_of(*record) : std::string();
}

std::string name_of_held(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    if (!record)
        return {};
    if (is_named(*record, "Guard") || is_named(*record, "Held")) {
        const auto *lock = llvm::dyn_cast<Specialisation>(record->getDeclContext());
        return lock ? name_of(*lock) : std::string();
    }
    const auto *result = llvm::dyn_cast<Specialisation>(record);
    if (!result || !(is_named(*result, "Result") || is_named(*result, "optional")))
        return {};
    const auto &argument = result->getTemplateArgs()[0];
    return argument.getKind() == clang::TemplateArgument::Type ? name_of_held(argument.getAsType())
                                                               : std::string();
}

} // namespace kcxx
