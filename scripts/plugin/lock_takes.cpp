// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/lock_names.hpp>
#include <scripts/plugin/lock_takes.hpp>

namespace kcxx {

namespace {

bool is_call_of_closure(const clang::FunctionDecl &function)
{
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
    return method && method->getParent()->isLambda();
}

bool is_named(const clang::FunctionDecl &function, llvm::StringRef name)
{
    return function.getIdentifier() && function.getName() == name;
}

bool is_virtual(const clang::FunctionDecl &function)
{
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
    return method && method->isVirtual() && !llvm::isa<clang::CXXDestructorDecl>(method);
}

} // namespace

LockNames locks_said(const clang::FunctionDecl &function)
{
    LockNames names;
    const auto *pattern = function.getTemplateInstantiationPattern(/*ForDefinition=*/false);
    for (const auto *from : {&function, pattern})
        for (const auto *declaration : from ? from->redecls() : function.redecls())
            for (const auto *attribute : declaration->specific_attrs<clang::AnnotateAttr>())
                if (attribute->getAnnotation() == "kcxx::locks")
                    for (const auto *argument : attribute->args())
                        if (const auto *text = llvm::dyn_cast<clang::StringLiteral>(
                                argument->IgnoreParenImpCasts()))
                            names.insert(text->getString().str());
    return names;
}

const clang::FunctionDecl *called_by(const clang::Expr &expression)
{
    if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&expression))
        return call->getDirectCallee();
    if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(&expression))
        return construction->getConstructor();
    return nullptr;
}

std::string taken_by(const clang::Expr &expression)
{
    const auto *called = called_by(expression);
    if (!called || !expression.isPRValue())
        return {};
    if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(called)) {
        const auto *guard = constructor->getParent()->getIdentifier();
        return guard && guard->isStr("Guard") && !constructor->isCopyOrMoveConstructor()
                   ? name_of_held(expression.getType())
                   : std::string();
    }
    return is_named(*called, "lock") || is_named(*called, "lock_interruptible")
               ? name_of_held(expression.getType())
               : std::string();
}

const LockNames &LockTakes::of(const clang::FunctionDecl &function)
{
    const auto *definition = function.getDefinition();
    const auto *key = definition ? definition : function.getCanonicalDecl();
    if (const auto found = known_.find(key); found != known_.end())
        return found->second;
    known_[key]; // nothing, for who calls itself
    auto names = locks_said(function);
    // Who only tries does not wait.
    if (definition && !is_virtual(function) && !is_call_of_closure(function) &&
        !is_named(function, "try_with"))
        names.merge(in_body(*definition));
    return known_[key] = std::move(names);
}

LockNames LockTakes::in_body(const clang::FunctionDecl &function)
{
    LockNames names;
    if (places_.of(function.getLocation()) != Place::foreign && !function.isDependentContext())
        add(function.getBody(), names);
    return names;
}

void LockTakes::add(const clang::Stmt *statement, LockNames &names)
{
    if (!statement)
        return;
    if (const auto *expression = llvm::dyn_cast<clang::Expr>(statement)) {
        if (auto name = taken_by(*expression); !name.empty())
            names.insert(std::move(name));
        if (const auto *called = called_by(*expression); called && !is_call_of_closure(*called)) {
            const auto &more = of(*called);
            names.insert(more.begin(), more.end());
        }
    }
    if (const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(statement)) {
        add(lambda->getBody(), names);
        return;
    }
    for (const auto *part : statement->children())
        add(part, names);
}

} // namespace kcxx
