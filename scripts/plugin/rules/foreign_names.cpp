// SPDX-License-Identifier: GPL-2.0
// Nobody gets at what others keep to themselves: under another name, through a template that may name
// private members, or by specialising what is not theirs.
#include <scripts/plugin/attributes.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "foreign-name";

bool is_private(const clang::TemplateArgument &argument)
{
    if (argument.getKind() == clang::TemplateArgument::Pack) {
        for (const auto &element : argument.pack_elements())
            if (is_private(element))
                return true;
        return false;
    }
    return argument.getKind() == clang::TemplateArgument::Declaration &&
           (argument.getAsDecl()->getAccess() == clang::AS_private ||
            argument.getAsDecl()->getAccess() == clang::AS_protected);
}

/// The namespaces of bindings and of the standard library.
bool is_foreign(const clang::DeclContext *scope)
{
    for (; scope; scope = scope->getParent())
        if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(scope))
            if (space->getParent()->getRedeclContext()->isTranslationUnit() &&
                (space->getName() == "kernel" || space->getName() == "std"))
                return true;
    return false;
}

class ForeignNames : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *one = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&declaration))
            check(*one, one->getTemplateSpecializationKind(), one->getTemplateArgs(), context);
        else if (const auto *one =
                     llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&declaration))
            check(*one, one->getTemplateSpecializationKind(), one->getTemplateArgs(), context);
        else if (const auto *one = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
            if (const auto *arguments = one->getTemplateSpecializationArgs())
                check(*one, one->getTemplateSpecializationKind(), *arguments, context);
        if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(&declaration))
            if (is_foreign(space))
                context.report(space->getLocation(),
                               {name, "namespace '" + space->getNameAsString() + "' is opened",
                                "what is in it is trusted, and what is added to it is not",
                                "a namespace of the module's own"});
        report_attributes<clang::AsmLabelAttr, clang::AliasAttr, clang::WeakRefAttr,
                          clang::IFuncAttr, clang::NakedAttr>(
            declaration, context,
            {name, "gives a declaration the body of another", "nobody checks that they agree",
             "the function by its own name"});
    }

    static void check(const clang::NamedDecl &one, clang::TemplateSpecializationKind kind,
                      const clang::TemplateArgumentList &arguments, Context &context)
    {
        if (kind == clang::TSK_ExplicitSpecialization && is_foreign(one.getDeclContext()))
            context.report(one.getLocation(),
                           {name, "'" + one.getNameAsString() + "' is specialised",
                            "others rely on what it promises, and befriend it",
                            "a template of the module's own"});
        if (kind != clang::TSK_ExplicitInstantiationDeclaration &&
            kind != clang::TSK_ExplicitInstantiationDefinition)
            return;
        for (const auto &argument : arguments.asArray())
            if (is_private(argument))
                context.report(
                    one.getLocation(),
                    {name, "'" + one.getNameAsString() + "' is given a private member",
                     "it is private so that nobody gets at it without its lock or its owner",
                     "the public functions of the class"});
    }
};

const Rules::Add<ForeignNames> rule(name.data(), "nobody gets at what others keep to themselves");

} // namespace

} // namespace kcxx
