// SPDX-License-Identifier: GPL-2.0
// A function that needs unsafe("why") is called in such a block, also where clang's analysis does
// not look: constructors, destructors, default arguments, initialisers. Its address is not taken,
// for then nobody would see the call.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "unsafe-call";

class UnsafeCalls : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement))
            check(*reference, *reference->getDecl(), reference->getLocation(), context);
        else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement))
            check(*member, *member->getMemberDecl(), member->getMemberLoc(), context);
        else if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement))
            check_call(*construction->getConstructor(), construction->getLocation(), context);
    }

    static void check(const clang::Expr &expression, const clang::ValueDecl &named,
                      clang::SourceLocation location, Context &context)
    {
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&named);
        if (!function || context.in_template_argument())
            return;
        if (context.is_callee(expression)) {
            check_call(*function, location, context);
            return;
        }
        if (needs_unsafe(*function))
            context.need_unsafe(
                location, "address of " + function->getQualifiedNameAsString(),
                {name, "address of unsafe function '" + function->getNameAsString() + "' taken",
                 "whoever calls it through the pointer needs no unsafe(\"why\")",
                 "a lambda that calls it in unsafe(\"why\") { }"});
    }

    static void check_call(const clang::FunctionDecl &function, clang::SourceLocation location,
                           Context &context)
    {
        if (!needs_unsafe(function))
            return;
        const auto called = function.getQualifiedNameAsString();
        context.need_unsafe(
            location, called,
            {name, "call of unsafe function '" + called + "' outside unsafe",
             "it takes over a proof that the compiler cannot make",
             "a binding that has none; in bindings, unsafe(\"why\") { } around it"});
    }
};

const Rules::Add<UnsafeCalls> rule(name.data(), "unsafe functions are called in unsafe blocks");

} // namespace

} // namespace kcxx
