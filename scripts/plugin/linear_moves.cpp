// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/linear_moves.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

/// Whether a function takes over what is given for its parameter `index`.
bool takes(const clang::FunctionProtoType *type, unsigned index)
{
    return type && index < type->getNumParams() &&
           !type->getParamType(index)->isLValueReferenceType();
}

const clang::FunctionProtoType *prototype(const clang::CallExpr &call)
{
    if (const auto *callee = call.getDirectCallee())
        return callee->getType()->getAs<clang::FunctionProtoType>();
    auto type = call.getCallee()->getType();
    if (type->isPointerType())
        type = type->getPointeeType();
    return type->getAs<clang::FunctionProtoType>();
}

template <class Call> unsigned index_of(const Call &call, const clang::Stmt &argument)
{
    unsigned index = 0;
    while (index < call.getNumArgs() && call.getArg(index) != &argument)
        index++;
    return index;
}

} // namespace

const clang::Expr *moved_by(const clang::Expr &expression)
{
    if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&expression)) {
        const auto *callee = call->getDirectCallee();
        const auto *name = callee ? callee->getIdentifier() : nullptr;
        const bool moves = name && callee->isInStdNamespace() && call->getNumArgs() == 1 &&
                           (name->isStr("move") || name->isStr("forward")) && call->isXValue();
        return moves ? call->getArg(0)->IgnoreParenImpCasts() : nullptr;
    }
    const auto *cast = llvm::dyn_cast<clang::CastExpr>(&expression);
    if (!cast || !cast->isXValue() || !cast->getSubExpr()->isLValue())
        return nullptr;
    return cast->getSubExpr()->IgnoreParenImpCasts();
}

bool takes_over(const clang::CXXMethodDecl &method)
{
    // The take() of a Result may be called for an lvalue as well: it says by other means that the
    // value is gone.
    return method.getRefQualifier() == clang::RQ_RValue ||
           (!method.isConst() && is_linear(method.getReturnType()) &&
            !method.getReturnType()->isReferenceType());
}

bool takes_over(const clang::CallExpr &call, const clang::Stmt &argument)
{
    const auto *method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(call.getDirectCallee());
    unsigned index = index_of(call, argument);
    if (llvm::isa<clang::CXXOperatorCallExpr>(call) && method && !method->isStatic()) {
        if (index == 0)
            return takes_over(*method);
        index--;
    }
    return takes(prototype(call), index);
}

bool takes_over(const clang::CXXConstructExpr &construction, const clang::Stmt &argument)
{
    return takes(construction.getConstructor()->getType()->getAs<clang::FunctionProtoType>(),
                 index_of(construction, argument));
}

bool ignores(const clang::CallExpr &call)
{
    const auto *callee = call.getDirectCallee();
    return callee && callee->getIdentifier() && callee->getName() == "ignore_result";
}

} // namespace kcxx
