// SPDX-License-Identifier: GPL-2.0
// A container is not changed by the loop that iterates over it.
#include <scripts/plugin/loans.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/statements.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "changed-in-loop";

/// Finds where a variable's value is changed as a whole: a method that is not const, a function that
/// takes it by reference, an assignment.
class ChangeFinder {
public:
    explicit ChangeFinder(const clang::ValueDecl &container) : container_(container) {}

    bool changes(const clang::CallExpr &call) const
    {
        const auto *callee = call.getDirectCallee();
        const auto *method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee);
        if (!callee)
            return false;
        const auto *on_object = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
        if (on_object && method && !method->isConst() &&
            (is_container(*on_object->getImplicitObjectArgument()) ||
             is_owner_of_container(*on_object->getImplicitObjectArgument())))
            return true;
        const auto *by_operator = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
        if (by_operator && method && !method->isConst() &&
            by_operator->getOperator() != clang::OO_Subscript && is_container(*call.getArg(0)))
            return true;
        const unsigned skipped = by_operator && method ? 1 : 0;
        for (unsigned i = skipped; i < call.getNumArgs() && i - skipped < callee->getNumParams();
             i++)
            if (takes_for_change(*callee->getParamDecl(i - skipped)) &&
                is_container(*call.getArg(i)))
                return true;
        return false;
    }

private:
    bool is_container(const clang::Expr &expression) const
    {
        const auto *inner = expression.IgnoreParenImpCasts();
        if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
            return reference->getDecl() == &container_;
        if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
            return member->getMemberDecl() == &container_;
        return false;
    }

    /// `this`, whose methods may change the member that the loop iterates over.
    bool is_owner_of_container(const clang::Expr &expression) const
    {
        return llvm::isa<clang::FieldDecl>(container_) &&
               llvm::isa<clang::CXXThisExpr>(expression.IgnoreParenImpCasts());
    }

    static bool takes_for_change(const clang::ParmVarDecl &parameter)
    {
        const auto type = parameter.getType();
        return type->isReferenceType() && !type->getPointeeType().isConstQualified();
    }

    const clang::ValueDecl &container_;
};

class Iteration : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement);
        if (call && context.is_strict(call->getExprLoc()))
            check_call(*call, context);
        const auto *loop = llvm::dyn_cast<clang::CXXForRangeStmt>(&statement);
        if (!loop || !context.is_strict(loop->getBeginLoc()) || !loop->getRangeInit())
            return;
        if (const auto *container = container_of(*loop->getRangeInit()))
            check(*container, *loop->getBody(), context);
        if (!context.in_pattern() && is_owner(loop->getRangeInit()->getType()))
            for (const auto &path : paths_of(*loop->getRangeInit()))
                check_around(path, *loop->getBody(), context);
    }

    /// What the container is in is not given to a function that may change it.
    static void check_around(const Path &container, const clang::Stmt &body, Context &context)
    {
        for_each_in(&body, [&](const clang::Stmt &part) {
            for (const auto &loan : loans_of(part))
                if (loan.is_mutable && loan.path.steps.size() < container.steps.size() &&
                    loan.path.overlap(container) != Overlap::none)
                    report(container.text(), *loan.argument, context);
        });
    }

    static void report(const std::string &container, const clang::Expr &change, Context &context)
    {
        context.need_unsafe(
            change.getExprLoc(), container,
            {name, "'" + container + "' is changed inside the loop that iterates over it",
             "the loop goes on in memory that may have been freed",
             "a second pass, or the container's own way to remove while iterating"});
    }

    /// A lambda is given to a call together with the container that the call iterates over.
    static void check_call(const clang::CallExpr &call, Context &context)
    {
        for (const auto *argument : call.arguments()) {
            const auto *container = container_of(*argument);
            if (!container || !is_owner(container->getType()))
                continue;
            for (const auto *other : call.arguments())
                if (const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(other->IgnoreImplicit()))
                    check(*container, *lambda->getBody(), context);
        }
    }

    static const clang::ValueDecl *container_of(const clang::Expr &expression)
    {
        const auto *inner = expression.IgnoreParenImpCasts();
        const clang::ValueDecl *container = nullptr;
        if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
            container = reference->getDecl();
        else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
            container = member->getMemberDecl();
        return container && !container->getType().isConstQualified() ? container : nullptr;
    }

    static void check(const clang::ValueDecl &container, const clang::Stmt &body, Context &context)
    {
        const ChangeFinder finder(container);
        for_each_in(&body, [&](const clang::Stmt &part) {
            const auto *call = llvm::dyn_cast<clang::CallExpr>(&part);
            if (call && finder.changes(*call))
                report(container.getNameAsString(), *call, context);
        });
    }
};

const Rules::Add<Iteration> rule(name.data(), "no change of a container in its own loop");

} // namespace

} // namespace kcxx
