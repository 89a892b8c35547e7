// SPDX-License-Identifier: GPL-2.0
// An object of a kernel structure means something only as the kernel made it: module code makes
// none, and reaches into none.
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "raw-object";
constexpr auto instead = "the binding of this structure, which makes only what is valid";

/// Declared in kernel::raw, whether in sight of C++ or not.
bool is_raw(const clang::Decl &declaration)
{
    const auto *space =
        llvm::dyn_cast<clang::NamespaceDecl>(declaration.getDeclContext()->getRedeclContext());
    return space && space->getName() == "raw" &&
           llvm::isa<clang::NamespaceDecl>(space->getParent()) &&
           llvm::cast<clang::NamespaceDecl>(space->getParent())->getName() == "kernel";
}

class RawObjects : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *declarator = llvm::dyn_cast<clang::DeclaratorDecl>(&declaration);
        if (!declarator || !llvm::isa<clang::VarDecl, clang::FieldDecl>(declarator) ||
            llvm::isa<clang::ParmVarDecl>(declarator) || declarator->isImplicit())
            return;
        // Tables of operations are const, and made by bindings.
        const auto type = declarator->getType();
        const auto *record = type->getBaseElementTypeUnsafe()->getAsRecordDecl();
        if (!record || !is_raw(*record) || type.isConstQualified())
            return;
        context.need_unsafe(declarator->getLocation(), "object of " + record->getNameAsString(),
                            {name,
                             "'" + declarator->getNameAsString() + "' is an object of struct " +
                                 record->getNameAsString() + " that the kernel has not made",
                             "the kernel takes what is in it for granted", instead});
    }

    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement)) {
            const auto *field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
            if (field && is_raw(*field->getParent()))
                complain(member->getMemberLoc(), "member", field->getNameAsString(), context);
        } else if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement)) {
            const auto *variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
            if (variable && is_raw(*variable) && !variable->isConstexpr() &&
                !context.in_template_argument())
                complain(reference->getLocation(), "variable", variable->getNameAsString(),
                         context);
        }
    }

    static void complain(clang::SourceLocation location, const std::string &kind,
                         const std::string &called, Context &context)
    {
        context.need_unsafe(location, kind + " " + called,
                            {name, "raw " + kind + " '" + called + "' is used",
                             "the kernel uses it as well, under rules that no type tells",
                             instead});
    }
};

const Rules::Add<RawObjects> rule(name.data(), "no structures and variables of the kernel itself");

} // namespace

} // namespace kcxx
