// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/loans.hpp>
#include <scripts/plugin/statements.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

/// The place that an object passed by value is moved out of: its owner changes.
const clang::Expr *moved_from(const clang::Expr &argument)
{
    const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(argument.IgnoreImplicit());
    return made && made->getNumArgs() && made->getConstructor()->isMoveConstructor()
               ? made->getArg(0)
               : nullptr;
}

class Lender {
public:
    void argument(const clang::Expr &argument, clang::QualType parameter)
    {
        if (parameter->isReferenceType())
            lend(argument, !parameter->getPointeeType().isConstQualified());
        else if (is_borrow(parameter))
            lend(argument, is_mutable_borrow(parameter));
        else if (const auto *from = moved_from(argument))
            lend(*from, true);
        if (const auto *lambda = lambda_in(argument))
            closure(*lambda);
    }

    void object(const clang::Expr &object, const clang::FunctionDecl &callee)
    {
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
        if (method && method->isImplicitObjectMemberFunction())
            lend(object, !method->isConst() && !is_borrow(object_type(*method)));
    }

    void lend(const clang::Expr &argument, bool is_mutable)
    {
        for (auto &path : paths_of(argument))
            loans.push_back({&argument, argument.getType(), std::move(path), is_mutable});
    }

    std::vector<Loan> loans;

private:
    static clang::QualType object_type(const clang::CXXMethodDecl &method)
    {
        return method.getFunctionObjectParameterType();
    }

    static const clang::LambdaExpr *lambda_in(const clang::Expr &argument)
    {
        const auto *inner = argument.IgnoreImplicit();
        if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(inner))
            if (made->getNumArgs() == 1)
                inner = made->getArg(0)->IgnoreImplicit();
        return llvm::dyn_cast<clang::LambdaExpr>(inner);
    }

    /// The function may call the closure, which changes what it captured by reference.
    void closure(const clang::LambdaExpr &lambda)
    {
        for (const auto *captured : lambda.capture_inits())
            if (captured && is_borrow(captured->getType()))
                lend(*captured, false);
        for_each_in(lambda.getBody(), [&](const clang::Stmt &part) {
            for (auto &loan : loans_of(part)) {
                if (!loan.is_mutable || !is_captured(lambda, loan.path))
                    continue;
                loan.argument = &lambda;
                loans.push_back(std::move(loan));
            }
        });
    }

    /// Whether a path in the lambda's body starts outside of it, at no copy.
    static bool is_captured(const clang::LambdaExpr &lambda, const Path &path)
    {
        if (!path.root)
            return true;
        if (lambda.getCallOperator()->Encloses(path.root->getDeclContext()))
            return false;
        for (const auto &capture : lambda.captures())
            if (capture.capturesVariable() && capture.getCapturedVar() == path.root)
                return capture.getCaptureKind() == clang::LCK_ByRef;
        return true;
    }
};

llvm::ArrayRef<clang::QualType> parameters_of(const clang::FunctionType &type)
{
    const auto *prototype = llvm::dyn_cast<clang::FunctionProtoType>(&type);
    return prototype ? prototype->getParamTypes() : llvm::ArrayRef<clang::QualType>();
}

/// The type of a function that is called through a pointer, or of a method: (object.*method)().
const clang::FunctionType *pointed_to(const clang::CallExpr &call)
{
    const auto *callee = call.getCallee()->IgnoreParens();
    const auto *of_object = llvm::dyn_cast<clang::BinaryOperator>(callee);
    auto type = of_object ? of_object->getRHS()->getType() : callee->getType();
    if (const auto *of_method = type->getAs<clang::MemberPointerType>())
        type = of_method->getPointeeType();
    else if (type->isPointerType() || type->isReferenceType())
        type = type->getPointeeType();
    return type->getAs<clang::FunctionType>();
}

/// Of what is called, be it through a pointer.
llvm::ArrayRef<clang::QualType> parameters_of(const clang::CallExpr &call)
{
    if (const auto *callee = call.getDirectCallee())
        return parameters_of(*callee->getFunctionType());
    const auto *function = pointed_to(call);
    return function ? parameters_of(*function) : llvm::ArrayRef<clang::QualType>();
}

} // namespace

const clang::FunctionDecl *callee_of(const clang::Stmt &statement)
{
    if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(&statement))
        return made->getConstructor();
    const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement);
    return call ? call->getDirectCallee() : nullptr;
}

bool is_algorithm(const clang::FunctionDecl &function)
{
    if (!function.isInStdNamespace())
        return false;
    // std::ranges::sort is an object.
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
    if (method)
        return method->getOverloadedOperator() == clang::OO_Call && method->getParent()->isEmpty();
    const auto *name = function.getIdentifier();
    return name && !name->isStr("exchange") && !name->isStr("invoke") && !name->isStr("apply") &&
           !name->isStr("erase") && !name->isStr("erase_if");
}

std::vector<Loan> loans_of(const clang::Stmt &statement)
{
    Lender lender;
    const auto *callee = callee_of(statement);
    if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
        const auto types = parameters_of(*callee->getFunctionType());
        for (unsigned i = 0; i < std::min<size_t>(made->getNumArgs(), types.size()); i++)
            lender.argument(*made->getArg(i), types[i]);
        return std::move(lender.loans);
    }
    const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement);
    if (!call)
        return {};
    unsigned skipped = 0;
    if (const auto *on_object = llvm::dyn_cast<clang::CXXMemberCallExpr>(call)) {
        if (callee)
            lender.object(*on_object->getImplicitObjectArgument(), *callee);
        else if (const auto *type = pointed_to(*call))
            lender.lend(*on_object->getImplicitObjectArgument(),
                        !llvm::cast<clang::FunctionProtoType>(type)->isConst());
    } else if (llvm::isa<clang::CXXOperatorCallExpr>(call) && call->getNumArgs() &&
               llvm::isa_and_nonnull<clang::CXXMethodDecl>(callee)) {
        lender.object(*call->getArg(0), *callee);
        skipped = 1;
    }
    const auto types = parameters_of(*call);
    for (unsigned i = 0; i + skipped < call->getNumArgs() && i < types.size(); i++)
        lender.argument(*call->getArg(i + skipped), types[i]);
    return std::move(lender.loans);
}

} // namespace kcxx
