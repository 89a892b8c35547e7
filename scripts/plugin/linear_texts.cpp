// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/linear_texts.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

const clang::CXXRecordDecl *linear_class(clang::QualType type)
{
    const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
    if (is_maybe_linear(type)) {
        const auto *of_template = llvm::cast<clang::ClassTemplateSpecializationDecl>(record);
        record = of_template->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
    }
    return record;
}

/// The methods that consume an object: "complete() or requeue()".
std::string consuming_methods(const clang::CXXRecordDecl &record, const std::string &object)
{
    std::string text;
    for (const auto *method : record.methods())
        if (method->getRefQualifier() == clang::RQ_RValue && method->getIdentifier() &&
            method->getAccess() == clang::AS_public)
            text += (text.empty() ? "" : " or ") + ("std::move(" + object + ").") +
                    method->getNameAsString() + "()";
    return text;
}

Finding finding(clang::QualType type, const std::string &object, const std::string &wrong)
{
    const auto *record = linear_class(type);
    const auto methods = record ? consuming_methods(*record, object) : "";
    return linear_finding(type, wrong,
                          (methods.empty() ? "" : methods + ", or ") + "std::move(" + object +
                              ") as the argument of who will do it; once on each path");
}

} // namespace

Finding linear_finding(const clang::ValueDecl &object, const std::string &wrong)
{
    const auto name = object.getNameAsString();
    return finding(object.getType(), name, "'" + name + "' " + wrong);
}

Finding linear_finding(clang::QualType type, const std::string &wrong)
{
    return finding(type, "object", wrong);
}

Finding linear_finding(clang::QualType type, const std::string &wrong, const std::string &instead)
{
    const auto *record = linear_class(type);
    const auto class_name = record ? record->getNameAsString() : type.getAsString();
    return {linear_name, wrong,
            class_name + " is linear: it stands for something that has to be done exactly once; "
                         "never leaves somebody waiting for ever, twice is as bad as a double free",
            instead};
}

} // namespace kcxx
