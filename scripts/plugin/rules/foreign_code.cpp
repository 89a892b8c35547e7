// SPDX-License-Identifier: GPL-2.0
// What is outside the language's knowledge: assembly, unions read by another member, memory by hand,
// functions that somebody else defines.
#include <scripts/plugin/attributes.hpp>
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "foreign-code";

class ForeignCode : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (llvm::isa<clang::GCCAsmStmt, clang::MSAsmStmt>(statement))
            context.need_unsafe(statement.getBeginLoc(), "assembly",
                                {name, "inline assembly", "no check sees what it does",
                                 "a binding of the kernel's function"});
        else if (const auto *created = llvm::dyn_cast<clang::CXXNewExpr>(&statement))
            context.need_unsafe(created->getBeginLoc(), "new",
                                {name, "new expression",
                                 "somebody has to delete what it makes, once",
                                 "make_box<T>(GFP_KERNEL, ...)"});
        else if (llvm::isa<clang::CXXDeleteExpr>(statement))
            context.need_unsafe(statement.getBeginLoc(), "delete",
                                {name, "delete expression",
                                 "somebody else may still use the object",
                                 "an owner: Box or RefPtr"});
        else if (llvm::isa<clang::CoroutineBodyStmt>(statement))
            context.report(statement.getBeginLoc(),
                           {name, "a coroutine",
                            "its frame keeps the borrows it was given, and is allocated by new",
                            "work that is queued, and an object that holds what is left to do"});
        else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement))
            check_union(*member, context);
    }

    void declaration(const clang::Decl &declaration, Context &context) override
    {
        report_attributes<clang::SectionAttr, clang::WeakAttr, clang::ConstructorAttr,
                          clang::DestructorAttr>(
            declaration, context,
            {name, "lets the linker decide what is there, and until when",
             "it may be gone, or never have been there, when it is used",
             "a function or object like all others"});
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
        if (variable && variable->isExternC() && !variable->hasInit() && !variable->isImplicit())
            context.report(variable->getLocation(),
                           {name, "foreign variable '" + variable->getNameAsString() + "'",
                            "nobody checks that it has this type, nor who changes it",
                            "an entry in bindings/raw/allow.txt, and a binding"});
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
        if (function && function->isExternC() && !function->isThisDeclarationADefinition() &&
            !function->isImplicit() && !function->getDefinition() && !needs_unsafe(*function))
            context.report(
                function->getLocation(),
                {name, "foreign function '" + function->getNameAsString() + "' declared as safe",
                 "nobody checks what it does with its arguments",
                 "an entry in bindings/raw/allow.txt, or KCXX_UNSAFE_FN behind it"});
    }

    static void check_union(const clang::MemberExpr &member, Context &context)
    {
        const auto *field = llvm::dyn_cast<clang::FieldDecl>(member.getMemberDecl());
        if (field && field->getParent()->isUnion())
            context.need_unsafe(member.getMemberLoc(), "union member " + field->getNameAsString(),
                                {name, "access to union member '" + field->getNameAsString() + "'",
                                 "another member may be the one that is there",
                                 "std::variant, or std::bit_cast"});
    }
};

const Rules::Add<ForeignCode> rule(name.data(),
                                   "no assembly, unions, new, delete, foreign functions");

} // namespace

} // namespace kcxx
