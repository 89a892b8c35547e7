// SPDX-License-Identifier: GPL-2.0
// A lambda that refers to local variables is run by the call it is given to, and lets nothing out.
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "closure";

class Closures : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(&statement);
        if (!lambda)
            return;
        check_return(*lambda, context);
        for (const auto &capture : lambda->captures())
            check_capture(*lambda, capture, context);
    }

    static void check_return(const clang::LambdaExpr &lambda, Context &context)
    {
        const auto type = lambda.getCallOperator()->getReturnType();
        if (type->isDependentType() || (!type->isReferenceType() && !is_borrow(type)))
            return;
        context.report(lambda.getBeginLoc(),
                       {name, "closure returns a borrow of what it was lent",
                        "what it was given ends with the call: the lock is released by then",
                        "a copy of the value"});
    }

    static void check_capture(const clang::LambdaExpr &lambda, const clang::LambdaCapture &capture,
                              Context &context)
    {
        if (capture.getCaptureKind() == clang::LCK_This && !context.is_argument(lambda))
            context.report(capture.getLocation(),
                           {name, "'this' captured in a lambda that is kept",
                            "the lambda may be called when the object is gone",
                            "the members that it needs, captured by value"});
        if (!capture.capturesVariable())
            return;
        const auto captured = capture.getCapturedVar()->getNameAsString();
        const bool by_reference = capture.getCaptureKind() == clang::LCK_ByRef;
        const bool is_view = is_borrow(capture.getCapturedVar()->getType());
        if (by_reference && !context.is_argument(lambda))
            context.report(capture.getLocation(),
                           {name,
                            "'" + captured + "' captured by reference in a lambda that is kept",
                            "the lambda may be called when the variable is gone",
                            "the lambda as the argument of the call that runs it, or a copy"});
        else if (by_reference && is_view)
            context.report(capture.getLocation(),
                           {name, "view '" + captured + "' captured by reference",
                            "what the closure was lent could leave through it",
                            "the view captured by value: [" + captured + "]"});
        else if (!by_reference && is_view && !context.is_argument(lambda))
            context.report(capture.getLocation(),
                           {name, "view '" + captured + "' captured in a lambda that is kept",
                            "the lambda may be called when what the view shows is gone",
                            "the lambda as the argument of the call that runs it"});
    }
};

const Rules::Add<Closures> rule(name.data(), "closures neither keep nor return borrows");

} // namespace

} // namespace kcxx
