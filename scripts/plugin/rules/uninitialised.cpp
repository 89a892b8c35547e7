// SPDX-License-Identifier: GPL-2.0
// Every member has a value from the beginning: the compiler's own warning looks at variables alone.
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "uninitialised";

/// A member that is left as the memory was, by a constructor that says nothing of it.
const clang::FieldDecl *left_out(const clang::CXXRecordDecl &record)
{
    for (const auto *field : record.fields())
        if (!field->hasInClassInitializer() && !field->isUnnamedBitField() &&
            field->getType()->isScalarType())
            return field;
    return nullptr;
}

Finding finding(const clang::FieldDecl &field, const std::string &of)
{
    return {name, "member '" + field.getNameAsString() + "' of " + of + " has no value",
            "whoever reads it gets what the memory held before", "an initialiser: {}"};
}

class Uninitialised : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
            check(*variable, context);
        else if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&declaration))
            check(*constructor, context);
    }

    static void check(const clang::VarDecl &variable, Context &context)
    {
        const auto *made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(variable.getInit());
        if (!made || !variable.hasLocalStorage() || made->requiresZeroInitialization() ||
            made->isListInitialization() || made->getNumArgs() ||
            !made->getConstructor()->isDefaultConstructor() ||
            made->getConstructor()->isUserProvided())
            return;
        if (const auto *field = left_out(*made->getConstructor()->getParent()))
            context.report(variable.getLocation(),
                           finding(*field, "'" + variable.getNameAsString() + "'"));
    }

    static void check(const clang::CXXConstructorDecl &constructor, Context &context)
    {
        if (!constructor.isUserProvided() || !constructor.isThisDeclarationADefinition() ||
            constructor.isDelegatingConstructor() || constructor.isCopyOrMoveConstructor() ||
            constructor.isDependentContext() || constructor.getParent()->isUnion())
            return;
        std::set<const clang::FieldDecl *> given;
        for (const auto *initialiser : constructor.inits())
            if (initialiser->isWritten() || initialiser->isInClassMemberInitializer())
                given.insert(initialiser->getAnyMember());
        for (const auto *field : constructor.getParent()->fields())
            if (!given.count(field) && !field->hasInClassInitializer() &&
                !field->isUnnamedBitField() && field->getType()->isScalarType())
                context.report(constructor.getLocation(),
                               finding(*field, "what this constructor makes"));
    }
};

const Rules::Add<Uninitialised> rule(name.data(), "no member without a value");

} // namespace

} // namespace kcxx
