// SPDX-License-Identifier: GPL-2.0
// A function that returns a borrow says of which parameter, so that callers are checked.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "returned-borrow";

bool binds_this(const clang::FunctionDecl &function)
{
    const auto *source = function.getTypeSourceInfo();
    if (!source)
        return false;
    for (auto type = source->getTypeLoc(); !type.isNull(); type = type.getNextTypeLoc())
        if (auto attributed = type.getAs<clang::AttributedTypeLoc>())
            if (attributed.getAttrAs<clang::LifetimeBoundAttr>())
                return true;
    return false;
}

class ReturnedBorrows : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
        if (!function || function->isImplicit() || function->isDefaulted() ||
            needs_unsafe(*function) || function->getReturnType()->isDependentType())
            return;
        const auto type = function->getReturnType();
        if (!type->isReferenceType() && !is_borrow(type))
            return;
        // A literal lives for ever.
        if (type->isPointerType() && type->getPointeeType()->isCharType())
            return;
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
        if (method && method->getParent()->isLambda())
            return; // closures.cpp
        if (method && method->isCopyAssignmentOperator())
            return;
        for (const auto *parameter : function->parameters())
            if (parameter->hasAttr<clang::LifetimeBoundAttr>())
                return;
        if (binds_this(*function))
            return;
        context.report(
            function->getLocation(),
            {name, "'" + function->getNameAsString() + "' returns a borrow of nothing it names",
             "its callers cannot be checked for using the borrow too long",
             "[[clang::lifetimebound]] behind the parameter, or behind const for *this"});
    }
};

const Rules::Add<ReturnedBorrows> rule(name.data(), "returned borrows name their owner");

} // namespace

} // namespace kcxx
