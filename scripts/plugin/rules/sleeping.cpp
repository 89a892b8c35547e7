// SPDX-License-Identifier: GPL-2.0
// What may sleep says so, also where clang's analysis does not look: in constructors, destructors
// and default arguments, through function pointers, closures, and the end of local objects.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "sleeping";
constexpr auto why = "a caller in atomic context is not warned: the kernel would stop there";

class Sleeping : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement))
            check(*reference, *reference->getDecl(), reference->getLocation(), context);
        else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement))
            check(*member, *member->getMemberDecl(), member->getMemberLoc(), context);
        else if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement))
            check_call(*construction->getConstructor(), construction->getLocation(), context);
        else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement))
            check_closures(*call, context);
    }

    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
            check_end(*variable, context);
    }

    static void check(const clang::Expr &expression, const clang::ValueDecl &named,
                      clang::SourceLocation location, Context &context)
    {
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&named);
        if (!function || context.in_template_argument())
            return;
        if (context.is_callee(expression))
            check_call(*function, location, context);
        else if (may_sleep(*function))
            context.report(
                location,
                {name, "address of sleeping function '" + function->getNameAsString() + "' taken",
                 why, "the function as a template argument"});
    }

    /// Elsewhere clang's own analysis checks calls.
    static void check_call(const clang::FunctionDecl &called, clang::SourceLocation location,
                           Context &context)
    {
        const auto *caller = context.function();
        if (!may_sleep(called) ||
            (caller && (may_sleep(*caller) ||
                        !llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(caller))))
            return;
        context.report(location,
                       {name,
                        "sleeping function '" + called.getNameAsString() + "' called in " +
                            (caller ? "'" + caller->getNameAsString() + "'" : "an initialiser") +
                            ", which does not say that it may sleep",
                        why, "MAY_SLEEP behind its parameters"});
    }

    /// The standard library calls what it is given without saying that it may sleep.
    static void check_closures(const clang::CallExpr &call, Context &context)
    {
        const auto *called = call.getDirectCallee();
        if (!called || context.places().of(called->getLocation()) != Place::foreign)
            return;
        for (const auto *argument : call.arguments()) {
            const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(argument->IgnoreImplicit());
            if (lambda && may_sleep(*lambda->getCallOperator()))
                context.report(
                    lambda->getBeginLoc(),
                    {name, "sleeping closure given to '" + called->getQualifiedNameAsString() + "'",
                     why, "the loop itself"});
        }
    }

    static void check_end(const clang::VarDecl &variable, Context &context)
    {
        const auto *function = context.function();
        // What is returned by its name lives on.
        if (!function || !variable.hasLocalStorage() || may_sleep(*function) ||
            variable.isNRVOVariable() || variable.getType()->isDependentType() ||
            !destruction_may_sleep(variable.getType()))
            return;
        context.report(variable.getLocation(),
                       {name,
                        "destroying '" + variable.getNameAsString() + "' may sleep, but '" +
                            function->getNameAsString() + "' does not say so",
                        why, "MAY_SLEEP behind the function's parameters"});
    }
};

const Rules::Add<Sleeping> rule(name.data(), "sleeping is said everywhere");

} // namespace

} // namespace kcxx
