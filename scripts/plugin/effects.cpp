// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/effects.hpp>

namespace kcxx {

namespace {

/// Whether an argument of requires_capability is `name`, or its negation.
bool is_capability(const clang::Expr *argument, llvm::StringRef name, bool negated)
{
    argument = argument->IgnoreParenImpCasts();
    if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(argument))
        return negated && call->getOperator() == clang::OO_Exclaim &&
               is_capability(call->getArg(0), name, false);
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(argument))
        return negated && unary->getOpcode() == clang::UO_LNot &&
               is_capability(unary->getSubExpr(), name, false);
    const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(argument);
    const auto *named = reference ? reference->getDecl()->getIdentifier() : nullptr;
    return !negated && named && named->getName() == name;
}

bool requires_capability(const clang::FunctionDecl &function, llvm::StringRef name, bool negated)
{
    for (const auto *attribute : function.specific_attrs<clang::RequiresCapabilityAttr>())
        for (const auto *argument : attribute->args())
            if (is_capability(argument, name, negated))
                return true;
    const auto *pattern = function.getTemplateInstantiationPattern(/*ForDefinition=*/false);
    return pattern && pattern != &function && requires_capability(*pattern, name, negated);
}

constexpr int deepest = 6;

bool destruction_may_sleep(clang::QualType type, int depth)
{
    const auto *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition() || depth > deepest)
        return false;
    record = record->getDefinition();
    if (const auto *destructor = record->getDestructor(); destructor && may_sleep(*destructor))
        return true;
    // A guard lends what it guards.
    if (record->hasAttr<clang::ScopedLockableAttr>())
        return false;
    // An owner destroys what it owns, and so may any other template what it is about; what the
    // destructor of a template really does is behind pointers and unions.
    if (const auto *of_template = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record))
        for (const auto &argument : of_template->getTemplateArgs().asArray())
            if (argument.getKind() == clang::TemplateArgument::Type &&
                destruction_may_sleep(argument.getAsType(), depth + 1))
                return true;
    for (const auto &base : record->bases())
        if (destruction_may_sleep(base.getType(), depth + 1))
            return true;
    for (const auto *field : record->fields())
        if (destruction_may_sleep(field->getType(), depth + 1))
            return true;
    return false;
}

} // namespace

bool needs_unsafe(const clang::FunctionDecl &function)
{
    return requires_capability(function, "unsafe_permission", false);
}

bool may_sleep(const clang::FunctionDecl &function)
{
    return requires_capability(function, "atomic_ctx", true);
}

bool destruction_may_sleep(clang::QualType type)
{
    return destruction_may_sleep(type, 0);
}

} // namespace kcxx
