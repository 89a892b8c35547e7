// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/lock_names.hpp>
#include <scripts/plugin/lock_walk.hpp>

namespace kcxx {

namespace {

/// The variable that a condition asks whether it holds nothing: `!held`.
const clang::VarDecl *found_empty(const clang::Expr &condition)
{
    const auto *negation = llvm::dyn_cast<clang::UnaryOperator>(condition.IgnoreParenImpCasts());
    if (!negation || negation->getOpcode() != clang::UO_LNot)
        return nullptr;
    const auto *asked = negation->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *conversion = llvm::dyn_cast<clang::CXXMemberCallExpr>(asked))
        asked = conversion->getImplicitObjectArgument()->IgnoreParenImpCasts();
    const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(asked);
    return name ? llvm::dyn_cast<clang::VarDecl>(name->getDecl()) : nullptr;
}

/// What a name in an expression means; nullptr if it is not just a name.
const clang::ValueDecl *named_by(const clang::Expr &expression)
{
    const auto *inner = expression.IgnoreParenImpCasts();
    if (const auto *address = llvm::dyn_cast<clang::UnaryOperator>(inner);
        address && address->getOpcode() == clang::UO_AddrOf)
        inner = address->getSubExpr()->IgnoreParenImpCasts();
    const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(inner);
    return name ? name->getDecl() : nullptr;
}

/// A closure, also one that a variable keeps.
const clang::LambdaExpr *closure(const clang::Expr &argument)
{
    const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(argument));
    const auto *inner =
        (variable && variable->getInit() ? *variable->getInit() : argument).IgnoreImplicit();
    if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
        construction && construction->getNumArgs() == 1)
        inner = construction->getArg(0)->IgnoreImplicit();
    return llvm::dyn_cast<clang::LambdaExpr>(inner);
}

llvm::ArrayRef<const clang::Expr *> arguments_of(const clang::Expr &expression)
{
    if (const auto *call = llvm::dyn_cast<clang::CallExpr>(&expression))
        return {call->getArgs(), call->getNumArgs()};
    const auto &construction = llvm::cast<clang::CXXConstructExpr>(expression);
    return {construction.getArgs(), construction.getNumArgs()};
}

/// The lock that a method tries to take for as long as a closure runs.
std::string tried_by(const clang::Expr &expression)
{
    const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression);
    const auto *method = call ? call->getMethodDecl() : nullptr;
    const auto *name = method ? method->getIdentifier() : nullptr;
    return name && name->isStr("try_with")
               ? name_of_lock(call->getImplicitObjectArgument()->getType())
               : std::string();
}

/// Whether a temporary object lives for as long as a reference to it.
bool extends_temporary(const clang::VarDecl &variable)
{
    const auto *begin = variable.getInit();
    return begin && begin->IgnoreParenImpCasts()->isPRValue();
}

} // namespace

void LockWalk::walk(const clang::FunctionDecl &function)
{
    for (const auto *part : evaluated_by(function)) {
        visit(part);
        held_.clear();
    }
}

void LockWalk::visit(const clang::Stmt *statement)
{
    if (!statement || llvm::isa<clang::LambdaExpr>(statement))
        return;
    if (const auto *branch = llvm::dyn_cast<clang::IfStmt>(statement))
        visit_if(*branch);
    else if (const auto *declaration = llvm::dyn_cast<clang::DeclStmt>(statement))
        visit_declaration(*declaration);
    else if (llvm::isa<clang::CallExpr, clang::CXXConstructExpr>(statement))
        visit_call(*llvm::cast<clang::Expr>(statement));
    else if (llvm::isa<clang::Expr>(statement) && !llvm::isa<clang::StmtExpr>(statement))
        visit_parts(*statement);
    else
        visit_scope(*statement);
}

/// What begins in it ends in it: variables, and with each of its statements what that only mentions.
void LockWalk::visit_scope(const clang::Stmt &statement)
{
    const auto outside = held_.size();
    for (const auto *part : statement.children()) {
        const auto before = held_.size();
        visit(part);
        if (llvm::isa_and_nonnull<clang::Expr>(part))
            held_.resize(before);
    }
    held_.resize(outside);
}

void LockWalk::visit_if(const clang::IfStmt &statement)
{
    const auto outside = held_;
    visit(statement.getInit());
    if (const auto *variable = statement.getConditionVariableDeclStmt())
        visit(variable);
    visit(statement.getCond());
    const auto before = held_;
    if (const auto *variable = found_empty(*statement.getCond()))
        llvm::erase_if(held_, [&](const Held &held) { return held.variable == variable; });
    visit(statement.getThen());
    held_ = before;
    visit(statement.getElse());
    held_ = outside;
}

void LockWalk::visit_declaration(const clang::DeclStmt &statement)
{
    for (const auto *declaration : statement.decls()) {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        if (!variable)
            continue;
        const auto before = held_.size();
        visit(variable->getInit());
        held_.resize(before);
        if (!variable->getType()->isReferenceType() || extends_temporary(*variable))
            hold(name_of_held(variable->getType()), variable->getLocation(), variable);
    }
}

void LockWalk::visit_call(const clang::Expr &expression)
{
    visit_parts(expression);
    const auto where = expression.getExprLoc();
    auto own = taken_by(expression);
    LockNames taken;
    if (const auto *called = called_by(expression))
        taken = takes_.of(*called);
    if (!own.empty())
        taken.insert(own);
    for (const auto &name : taken)
        taken_(name, where, held_);
    const auto before = held_.size();
    for (const auto &name : taken)
        hold(name, where, nullptr);
    hold(tried_by(expression), where, nullptr);
    for (const auto *argument : arguments_of(expression))
        visit_callback(*argument);
    held_.resize(before);
    hold(std::move(own), where, nullptr);
}

/// What is given to a call, and run by it; a closure that is called is such an argument as well.
void LockWalk::visit_callback(const clang::Expr &argument)
{
    if (const auto *lambda = closure(argument))
        visit(lambda->getBody());
    else if (const auto *function = llvm::dyn_cast_or_null<clang::FunctionDecl>(named_by(argument)))
        for (const auto &name : takes_.of(*function))
            taken_(name, argument.getExprLoc(), held_);
}

void LockWalk::visit_parts(const clang::Stmt &statement)
{
    for (const auto *part : statement.children())
        visit(part);
}

void LockWalk::hold(std::string name, clang::SourceLocation since, const clang::VarDecl *variable)
{
    if (!name.empty())
        held_.push_back({std::move(name), since, variable});
}

} // namespace kcxx
