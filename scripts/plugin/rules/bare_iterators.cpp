// SPDX-License-Identifier: GPL-2.0
// The standard library is given ranges, which know their end. An iterator or a pointer by itself does
// not: algorithms take the checked iterators of the library apart, and go on without checks.
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "bare-iterator";
constexpr auto why = "nothing says where it ends: what lies behind is read or overwritten";

bool is_iterator(clang::QualType type)
{
    type = type.getNonReferenceType().getCanonicalType();
    if (is_raw_pointer(type))
        return true;
    const auto *record = type->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition())
        return false;
    auto &names = record->getASTContext().Idents;
    for (const auto *what : {"iterator_category", "iterator_concept"})
        if (!record->lookup(&names.get(what)).empty())
            return true;
    return false;
}

/// The name of a function, or of the object that is called as one: `std::ranges::copy`.
llvm::StringRef called_name(const clang::FunctionDecl &callee)
{
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
    if (method && method->getOverloadedOperator() == clang::OO_Call)
        return method->getParent()->getName().ltrim('_');
    return callee.getIdentifier() ? callee.getName() : "";
}

/// What moves an iterator, one whose every use is checked, or hands it on.
bool keeps_checks(llvm::StringRef called, size_t arguments)
{
    return called == "next" || called == "prev" || called == "advance" || called == "distance" ||
           called == "swap" || called == "exchange" || called == "as_const" ||
           called == "forward" || (called == "move" && arguments == 1);
}

/// Text ends with a zero, unless a number behind it says otherwise.
bool ends_by_itself(clang::QualType type, const clang::FunctionDecl &callee, unsigned parameter)
{
    if (!type->isPointerType() || !type->getPointeeType()->isCharType() ||
        !type->getPointeeType().isConstQualified())
        return false;
    for (unsigned next = parameter + 1; next < callee.getNumParams(); next++) {
        const auto called = callee.getParamDecl(next)->getName().ltrim('_');
        if (called.starts_with("n") || called.starts_with("len") || called.starts_with("count"))
            return false;
    }
    return true;
}

class BareIterators : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
            const auto *operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
            const bool is_object = operation && operation->getOperator() == clang::OO_Call;
            const auto *callee = call->getDirectCallee();
            if (!callee || (operation && !is_object))
                return;
            const llvm::ArrayRef arguments(call->getArgs(), call->getNumArgs());
            const auto called = called_name(*callee);
            if (!keeps_checks(called, arguments.size() - is_object))
                check(arguments.drop_front(is_object), *callee, called, call->getExprLoc(),
                      context);
        } else if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
            const auto &record = *made->getConstructor()->getParent();
            if (is_iterator(made->getType()) || !record.getIdentifier())
                return;
            check({made->getArgs(), made->getNumArgs()}, *made->getConstructor(), record.getName(),
                  made->getLocation(), context);
        }
    }

    static void check(llvm::ArrayRef<const clang::Expr *> arguments,
                      const clang::FunctionDecl &callee, llvm::StringRef called,
                      clang::SourceLocation location, Context &context)
    {
        if (!is_in_std(callee.getDeclContext()))
            return;
        for (unsigned i = 0; i < arguments.size(); i++) {
            const auto type = arguments[i]->getType();
            if (!is_iterator(type) || ends_by_itself(type, callee, i))
                continue;
            const std::string what = type->isPointerType() ? "a pointer" : "an iterator";
            context.need_unsafe(location, "std::" + called.str() + " with " + what,
                                {name, "'" + called.str() + "' is given " + what + " by itself",
                                 why,
                                 "a whole range: std::ranges::NAME(range), subspan() for a part, "
                                 "std::views::zip for two that go together"});
            return;
        }
    }

    static bool is_in_std(const clang::DeclContext *scope)
    {
        for (; scope; scope = scope->getParent())
            if (scope->isStdNamespace())
                return true;
        return false;
    }
};

const Rules::Add<BareIterators> rule(name.data(), "the library is given ranges, not iterators");

} // namespace

} // namespace kcxx
