// SPDX-License-Identifier: GPL-2.0
// A function that is lent the same memory twice, and may change it, does not know that: it takes
// its parameters for different things.
#include <scripts/plugin/loans.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "overlapping-borrow";

class OverlappingBorrows : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *expression = llvm::dyn_cast<clang::Expr>(&statement);
        if (!expression || context.in_pattern() || !context.is_strict(expression->getExprLoc()))
            return;
        const auto *callee = callee_of(statement);
        if (callee && (is_algorithm(*callee) || is_operator(*callee)))
            return;
        const auto loans = loans_of(statement);
        for (size_t i = 0; i < loans.size(); i++)
            for (size_t j = i + 1; j < loans.size(); j++)
                if (loans[i].argument != loans[j].argument && clash(loans[i], loans[j]))
                    report(loans[i], loans[j], context);
    }

    /// a += a is what it says.
    static bool is_operator(const clang::FunctionDecl &callee)
    {
        return callee.isOverloadedOperator() && callee.getOverloadedOperator() != clang::OO_Call;
    }

    static bool clash(const Loan &one, const Loan &other)
    {
        if (!one.is_mutable && !other.is_mutable)
            return false;
        const auto overlap = one.path.overlap(other.path);
        // Two elements may be the same one: this is defined, unless that one owns something.
        const auto &inner = one.path.steps.size() > other.path.steps.size() ? one : other;
        if (overlap == Overlap::certain && one.is_mutable && other.is_mutable)
            return true;
        return overlap != Overlap::none && may_own(inner.type);
    }

    static void report(const Loan &one, const Loan &other, Context &context)
    {
        const auto &outer = one.path.steps.size() > other.path.steps.size() ? other : one;
        context.need_unsafe(
            other.argument->getExprLoc(), outer.path.text(),
            {name, "'" + outer.path.text() + "' is lent to one call twice, to be changed",
             "what the function does to the one parameter happens to the other as well",
             "parts that do not overlap, a copy, or one parameter for both"});
    }
};

const Rules::Add<OverlappingBorrows> rule(name.data(), "nothing is lent twice to be changed");

} // namespace

} // namespace kcxx
