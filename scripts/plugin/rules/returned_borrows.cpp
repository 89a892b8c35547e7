// SPDX-License-Identifier: GPL-2.0
// A function that returns a borrow says of which parameter, so that callers are checked; and returns
// one of nothing else.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/paths.hpp>
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

/// Whether callers are told that the borrow ends with what this path starts at. What is a value of
/// the function's own is clang's to find.
bool is_promised(const Path &path, const clang::FunctionDecl &function)
{
    if (!path.root)
        return llvm::isa<clang::CXXConstructorDecl>(function) || binds_this(function);
    const auto *parameter = llvm::dyn_cast<clang::ParmVarDecl>(path.root);
    return !parameter || parameter->hasAttr<clang::LifetimeBoundAttr>() ||
           (!parameter->getType()->isReferenceType() && !is_borrow(parameter->getType()));
}

/// Whether what ends with the function is returned by a name that clang does not see through: one of a
/// structured binding.
bool ends_unseen(const Path &path, const clang::Expr &borrow)
{
    const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(borrow.IgnoreParenImpCasts());
    const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(path.root);
    return name && llvm::isa<clang::BindingDecl>(name->getDecl()) && variable &&
           variable->hasLocalStorage() && !llvm::isa<clang::ParmVarDecl>(variable) &&
           !variable->getType()->isReferenceType();
}

class ReturnedBorrows : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *returned = llvm::dyn_cast<clang::ReturnStmt>(&statement);
        const auto *function = context.function();
        if (!returned || !returned->getRetValue() || !function || context.in_pattern() ||
            !context.is_strict(returned->getReturnLoc()) || needs_unsafe(*function))
            return;
        const auto type = function->getReturnType();
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
        if ((!type->isReferenceType() && !is_borrow(type)) || is_literal(type) ||
            (method && (method->getParent()->isLambda() || method->isCopyAssignmentOperator())))
            return;
        check(*returned->getRetValue(), *function, "returns", context);
    }

    /// Every path that `borrow` takes is one that the function promises.
    void check(const clang::Expr &borrow, const clang::FunctionDecl &function,
               llvm::StringRef what_it_does, Context &context)
    {
        if (&function != analysed_) {
            analysed_ = &function;
            assigned_ = assignments_in(function);
        }
        for (const auto &path : paths_of(borrow, &assigned_)) {
            if (ends_unseen(path, borrow)) {
                context.report(borrow.getExprLoc(),
                               {name,
                                "'" + function.getNameAsString() + "' " + what_it_does.str() +
                                    " a borrow of a local variable",
                                "the variable, and a lock that it holds, end with the function",
                                "the value itself as the result"});
                continue;
            }
            if (is_promised(path, function))
                continue;
            const auto source = path.root ? "'" + path.root->getNameAsString() + "'" : "*this";
            context.report(borrow.getExprLoc(),
                           {name,
                            "'" + function.getNameAsString() + "' " + what_it_does.str() +
                                " a borrow of " + source + ", and does not say so",
                            "its callers are not checked for using it when " + source + " is gone",
                            path.root ? "[[clang::lifetimebound]] behind the parameter as well"
                                      : "[[clang::lifetimebound]] behind const as well"});
        }
    }

    /// A literal lives for ever.
    static bool is_literal(clang::QualType type)
    {
        return type->isPointerType() && type->getPointeeType()->isCharType();
    }

    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&declaration))
            check_members(*constructor, context);
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
        if (!function || function->isImplicit() || function->isDefaulted() ||
            needs_unsafe(*function) || function->getReturnType()->isDependentType())
            return;
        const auto type = function->getReturnType();
        if (!type->isReferenceType() && !is_borrow(type))
            return;
        if (is_literal(type))
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

    /// The constructor of a view keeps what it is given, as a function returns it.
    void check_members(const clang::CXXConstructorDecl &constructor, Context &context)
    {
        if (constructor.isImplicit() || constructor.isDependentContext() ||
            !context.is_strict(constructor.getLocation()) ||
            constructor.isCopyOrMoveConstructor() || needs_unsafe(constructor))
            return;
        for (const auto *initialiser : constructor.inits()) {
            const auto *member = initialiser->getAnyMember();
            if (member && initialiser->isWritten() &&
                (member->getType()->isReferenceType() || is_borrow(member->getType())))
                check(*initialiser->getInit(), constructor, "keeps", context);
        }
    }

    const clang::FunctionDecl *analysed_ = nullptr;
    Assignments assigned_;
};

const Rules::Add<ReturnedBorrows> rule(name.data(), "returned borrows name their owner");

} // namespace

} // namespace kcxx
