// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/linear_moves.hpp>
#include <scripts/plugin/linear_texts.hpp>
#include <scripts/plugin/linear_uses.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

bool matters(clang::QualType type)
{
    return is_linear(type) || is_maybe_linear(type);
}

bool is_emplace(const clang::CallExpr &call)
{
    return call.getDirectCallee() && call.getDirectCallee()->getNameAsString() == "emplace";
}

} // namespace

LinearUses::LinearUses(const clang::FunctionDecl &function, Context &context)
    : function_(function), context_(context), ends_(function)
{
    for (const auto *parameter : function.parameters())
        if (is_followed(*parameter))
            given_.push_back(parameter);
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
    if (method && method->getRefQualifier() == clang::RQ_RValue &&
        is_linear(method->getASTContext().getCanonicalTagType(method->getParent())))
        for (const auto *field : method->getParent()->fields())
            if (is_linear(field->getType()))
                given_.push_back(field);
    const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function);
    if (constructor)
        for (const auto *initialiser : constructor->inits())
            look_at(initialiser->getInit());
    look_at(function.getBody());
    follows_any_ = follows_any_ || !given_.empty();
}

bool LinearUses::is_followed(const clang::ValueDecl &object) const
{
    if (llvm::isa<clang::FieldDecl>(object))
        return llvm::is_contained(given_, &object);
    const auto *variable = llvm::dyn_cast<clang::VarDecl>(&object);
    return variable && variable->hasLocalStorage() &&
           variable->getDeclContext() == static_cast<const clang::DeclContext *>(&function_) &&
           !variable->getType()->isLValueReferenceType() &&
           (llvm::isa<clang::ParmVarDecl>(variable) || !variable->getType()->isReferenceType()) &&
           matters(variable->getType());
}

llvm::ArrayRef<LinearEvent> LinearUses::of(const clang::Stmt &statement) const
{
    const auto found = events_.find(&statement);
    if (found == events_.end())
        return {};
    return found->second;
}

std::pair<const clang::ValueDecl *, bool> LinearUses::tested(const clang::Expr *condition) const
{
    bool if_true = true;
    condition = condition->IgnoreParenImpCasts();
    while (const auto *negation = llvm::dyn_cast<clang::UnaryOperator>(condition)) {
        if (negation->getOpcode() != clang::UO_LNot)
            return {};
        if_true = !if_true;
        condition = negation->getSubExpr()->IgnoreParenImpCasts();
    }
    const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(condition);
    const auto *method = call ? call->getMethodDecl() : nullptr;
    if (!method ||
        !(llvm::isa<clang::CXXConversionDecl>(method) || method->getNameAsString() == "has_value"))
        return {};
    const auto *object = followed(*call->getImplicitObjectArgument());
    return {object && is_maybe_linear(object->getType()) ? object : nullptr, if_true};
}

void LinearUses::look_at(const clang::Stmt *statement)
{
    if (!statement)
        return;
    if (const auto *expression = llvm::dyn_cast<clang::Expr>(statement)) {
        if (const auto *of = moved_by(*expression); of && matters(of->getType()))
            see_move(*expression, *of);
        else if (const auto *temporary = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(expression))
            see_temporary(*temporary);
        else if (llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(expression))
            see_name(*expression);
    }
    if (const auto *declarations = llvm::dyn_cast<clang::DeclStmt>(statement))
        for (const auto *declaration : declarations->decls())
            if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(declaration))
                follows_any_ = follows_any_ || is_followed(*variable);
    // The body of a lambda is a function of its own.
    if (const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(statement)) {
        for (const auto *initialiser : lambda->capture_inits())
            look_at(initialiser);
        return;
    }
    for (const auto *part : statement->children())
        look_at(part);
}

void LinearUses::consume(const clang::Stmt &by, const clang::ValueDecl *object,
                         clang::SourceLocation where)
{
    consumed_.insert(object);
    events_[&by].push_back({LinearEvent::Kind::consumes, object, where});
}

void LinearUses::see_move(const clang::Expr &move, const clang::Expr &of)
{
    const auto *object = holder_of(of);
    in_moves_.insert(&of);
    const auto *taker = ends_.taker_of(move);
    if (!taker) {
        context_.report(where(move),
                        linear_finding(of.getType(), "what is moved is taken by nobody"));
        taker = &move;
    } else if (ends_.may_fail_before(*taker, context_)) {
        context_.report(where(move),
                        linear_finding(of.getType(),
                                       "it is given to a function that may fail first",
                                       "what may fail first, then the object as the argument of "
                                       "what cannot fail"));
    }
    if (object)
        consume(*taker, object, where(move));
    else
        consume_others(*taker, of);
}

void LinearUses::consume_others(const clang::Stmt &taker, const clang::Expr &of)
{
    const auto *inner = of.IgnoreParenImpCasts();
    const auto *dereferenced = llvm::dyn_cast<clang::UnaryOperator>(inner);
    if (dereferenced &&
        llvm::isa<clang::CXXThisExpr>(dereferenced->getSubExpr()->IgnoreImpCasts())) {
        for (const auto *object : given_)
            if (llvm::isa<clang::FieldDecl>(object))
                consume(taker, object, where(of));
        return;
    }
    // What an owner holds has the trap alone, and so has what is in a std::optional or Result.
    if (!is_linear(of.getType()))
        return;
    std::string wrong;
    if (const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(inner))
        wrong = "'" + name->getDecl()->getNameAsString() +
                (name->refersToEnclosingVariableOrCapture()
                     ? "' is consumed in a lambda, which may be called twice, or never"
                     : "' is only a reference, and its object is consumed through it");
    else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        wrong = "member '" + member->getMemberDecl()->getNameAsString() +
                "' is consumed without the object that it is part of";
    if (!wrong.empty())
        context_.report(where(of), linear_finding(of.getType(), wrong,
                                                  "this where the object is a local variable or "
                                                  "parameter, or a method with && of its class"));
}

void LinearUses::see_name(const clang::Expr &name)
{
    const auto *object = followed(name);
    if (!object || in_moves_.count(&name))
        return;
    auto kind = LinearEvent::Kind::looks;
    if (is_maybe_linear(object->getType())) {
        if (const auto *taker = ends_.taker_of(name))
            return consume(*taker, object, where(name));
        if (const auto *call = ends_.replacing_call(name)) {
            const bool fills = is_emplace(*call);
            kind = fills ? LinearEvent::Kind::fills : LinearEvent::Kind::empties;
            events_[call].push_back({kind, object, where(name)});
            return;
        }
        if (!ends_.is_only_read(name))
            kind = LinearEvent::Kind::escapes;
    }
    events_[&name].push_back({kind, object, where(name)});
}

void LinearUses::see_temporary(const clang::CXXBindTemporaryExpr &temporary)
{
    if (matters(temporary.getType()) && ends_.is_dropped(temporary))
        context_.report(where(temporary),
                        linear_finding(temporary.getType(), "a linear object is dropped at once"));
}

const clang::ValueDecl *LinearUses::followed(const clang::Expr &expression) const
{
    const auto *inner = expression.IgnoreParenImpCasts();
    const clang::ValueDecl *object = nullptr;
    if (const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(inner))
        object = name->getDecl();
    else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
        object = llvm::isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())
                     ? member->getMemberDecl()
                     : nullptr;
    return object && is_followed(*object) ? object : nullptr;
}

/// As followed(), also through the dereferenced std::optional or Result.
const clang::ValueDecl *LinearUses::holder_of(const clang::Expr &expression)
{
    if (const auto *object = followed(expression))
        return object;
    const clang::Expr *holder = nullptr;
    const auto *inner = expression.IgnoreParenImpCasts();
    if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner))
        holder = call->getOperator() == clang::OO_Star ? call->getArg(0) : nullptr;
    else if (const auto *method = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner))
        holder = method->getMethodDecl() && method->getMethodDecl()->getNameAsString() == "value"
                     ? method->getImplicitObjectArgument()
                     : nullptr;
    const auto *object = holder ? followed(*holder) : nullptr;
    if (object)
        in_moves_.insert(holder->IgnoreParenImpCasts());
    return object;
}

/// Within a macro, the place where the macro is used.
clang::SourceLocation LinearUses::where(const clang::Stmt &statement) const
{
    return function_.getASTContext().getSourceManager().getExpansionLoc(statement.getBeginLoc());
}

} // namespace kcxx
