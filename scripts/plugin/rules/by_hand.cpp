// SPDX-License-Identifier: GPL-2.0
// What the compiler does at the right time, or knows, is not done or claimed by hand.
#include <scripts/plugin/attributes.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "by-hand";

bool begins_or_ends_lifetimes(const clang::FunctionDecl &function)
{
    const auto *identifier = function.getIdentifier();
    if (!identifier || !function.isInStdNamespace())
        return false;
    const auto called = identifier->getName();
    return called.starts_with("destroy") || called.starts_with("uninitialized_") ||
           called.starts_with("construct_at") || called.starts_with("start_lifetime_as") ||
           called == "launder" || called == "assume_aligned";
}

class ByHand : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        report_attributes<clang::ConstAttr, clang::PureAttr, clang::RestrictAttr,
                          clang::ReturnsNonNullAttr, clang::NonNullAttr, clang::AllocSizeAttr,
                          clang::AllocAlignAttr, clang::AssumeAlignedAttr, clang::LeafAttr,
                          clang::NoAliasAttr, clang::OwnershipAttr>(
            declaration, context,
            {name, "promises what nobody checks", "where it does not hold, anything happens",
             "nothing: the compiler finds out where it can"});
    }

    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement))
            check_call(*call, context);
        else if (llvm::isa<clang::VAArgExpr>(statement))
            context.need_unsafe(statement.getBeginLoc(), "va_arg",
                                {name, "an argument without a type",
                                 "nobody knows what the caller gave, if anything",
                                 "a template with a parameter pack"});
        else if (const auto *attributed = llvm::dyn_cast<clang::AttributedStmt>(&statement))
            for (const auto *attribute : attributed->getAttrs())
                if (llvm::isa<clang::CXXAssumeAttr>(attribute))
                    context.need_unsafe(statement.getBeginLoc(), "assume",
                                        {name, "an assumption that nobody checks",
                                         "where it does not hold, anything happens",
                                         "if, with what to do where it does not hold"});
    }

    static void check_call(const clang::CallExpr &call, Context &context)
    {
        const auto *callee = call.getDirectCallee();
        if (!callee)
            return;
        const auto called = callee->getNameAsString();
        if (llvm::isa<clang::CXXDestructorDecl>(callee))
            context.need_unsafe(call.getExprLoc(), "destructor",
                                {name, "destructor called by hand",
                                 "the object is destroyed once more at the end of its scope",
                                 "a scope that ends where the object has to"});
        else if (begins_or_ends_lifetimes(*callee))
            context.need_unsafe(call.getExprLoc(), called,
                                {name, "lifetime begun or ended by '" + called + "'",
                                 "the owner of the memory does not know, and does it once more",
                                 "Box, Vec or std::optional, which own what they hold"});
        else if (called == "into_raw")
            context.need_unsafe(call.getExprLoc(), called,
                                {name, "an owner lets its object go",
                                 "nobody frees it unless from_raw() takes it back",
                                 "the owner itself, moved to whoever needs it"});
        else if (callee->getBuiltinID() && llvm::StringRef(called).starts_with("__builtin_"))
            context.need_unsafe(call.getExprLoc(), called,
                                {name, "'" + called + "' of the compiler is called",
                                 "it does what it is told, unchecked",
                                 "what std or a binding has for it"});
    }
};

const Rules::Add<ByHand> rule(name.data(),
                              "no lifetimes, assumptions, compiler's functions by hand");

} // namespace

} // namespace kcxx
