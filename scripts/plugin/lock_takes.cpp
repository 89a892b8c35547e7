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

std::vector<const clang::Stmt *> evaluated_by(const clang::FunctionDecl &function)
{
    std::vector<const clang::Stmt *> all;
    if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
        for (const auto *initialiser : constructor->inits())
            all.push_back(initialiser->getInit());
    all.push_back(function.getBody());
    return all;
}

const LockNames &LockTakes::of(const clang::FunctionDecl &function)
{
    const auto *key = function.getCanonicalDecl();
    if (const auto found = known_.find(key); found != known_.end())
        return found->second;
    return known_[key] = with_calls(own(function));
}

LockNames LockTakes::in_body(const clang::FunctionDecl &function)
{
    return with_calls(body(function));
}

/// Functions may call each other in circles: each is looked at once.
LockNames LockTakes::with_calls(const Own &first)
{
    auto names = first.names;
    std::set<const clang::FunctionDecl *> seen;
    std::vector<const clang::FunctionDecl *> open(first.calls.begin(), first.calls.end());
    while (!open.empty()) {
        const auto *function = open.back();
        open.pop_back();
        if (!seen.insert(function).second)
            continue;
        const auto &more = own(*function);
        names.insert(more.names.begin(), more.names.end());
        open.insert(open.end(), more.calls.begin(), more.calls.end());
    }
    return names;
}

const LockTakes::Own &LockTakes::own(const clang::FunctionDecl &function)
{
    const auto *key = function.getCanonicalDecl();
    if (const auto found = own_.find(key); found != own_.end())
        return found->second;
    Own own;
    const auto *definition = function.getDefinition();
    // Who only tries does not wait.
    if (definition && !is_virtual(function) && !is_call_of_closure(function) &&
        !is_named(function, "try_with"))
        own = body(*definition);
    own.names.merge(locks_said(function));
    return own_[key] = std::move(own);
}

LockTakes::Own LockTakes::body(const clang::FunctionDecl &function) const
{
    Own own;
    if (places_.of(function.getLocation()) != Place::foreign && !function.isDependentContext())
        for (const auto *part : evaluated_by(function))
            add(part, own);
    return own;
}

void LockTakes::add(const clang::Stmt *statement, Own &own)
{
    if (!statement)
        return;
    if (const auto *expression = llvm::dyn_cast<clang::Expr>(statement)) {
        if (auto name = taken_by(*expression); !name.empty())
            own.names.insert(std::move(name));
        if (const auto *called = called_by(*expression); called && !is_call_of_closure(*called))
            own.calls.insert(called->getCanonicalDecl());
    }
    if (const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(statement)) {
        add(lambda->getBody(), own);
        return;
    }
    for (const auto *part : statement->children())
        add(part, own);
}

} // namespace kcxx
