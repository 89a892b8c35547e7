// SPDX-License-Identifier: GPL-2.0
#include <clang/Basic/Builtins.h>
#include <llvm/ADT/FoldingSet.h>
#include <scripts/plugin/paths.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

/// Variables that are names of others, in a row: more than that, nobody writes.
constexpr int deepest = 8;

class Finder {
public:
    Finder(const Assignments *assigned, bool follows_names)
        : assigned_(assigned), follows_names_(follows_names)
    {}

    void find(const clang::Expr &expression, int depth)
    {
        if (depth > deepest)
            return;
        const auto *inner = plain(expression);
        if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
            of_variable(*reference->getDecl(), depth);
        else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(inner))
            of_member(*member, depth);
        else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(inner))
            of_call(*call, depth);
        else if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(inner))
            of_construction(*made, depth);
        else if (llvm::isa<clang::CXXThisExpr>(inner))
            found.push_back({});
        else
            of_operator(*inner, depth);
    }

    std::vector<Path> found;

private:
    /// Without what changes the type alone.
    static const clang::Expr *plain(const clang::Expr &expression)
    {
        const auto *inner = expression.IgnoreParenImpCasts()->IgnoreImplicit();
        while (const auto *cast = llvm::dyn_cast<clang::ExplicitCastExpr>(inner))
            inner = cast->getSubExpr()->IgnoreParenImpCasts()->IgnoreImplicit();
        return inner;
    }

    void of_variable(const clang::ValueDecl &declared, int depth)
    {
        if (const auto *binding = llvm::dyn_cast<clang::BindingDecl>(&declared)) {
            if (binding->getBinding())
                find(*binding->getBinding(), depth + 1);
            return;
        }
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declared);
        if (!variable)
            return;
        // A local reference or view is another name of what it was made of.
        const bool is_name = follows_names_ && !llvm::isa<clang::ParmVarDecl>(variable) &&
                             variable->hasLocalStorage() && variable->getInit() &&
                             (variable->getType()->isReferenceType() ||
                              is_borrow(variable->getType()) || variable->isImplicit());
        const size_t before = found.size();
        if (is_name)
            find(*variable->getInit(), depth + 1);
        if (found.size() == before)
            found.push_back({variable, {}});
        if (!assigned_ || !assigned_->count(variable) || !followed_.insert(variable).second)
            return;
        for (const auto *source : assigned_->at(variable))
            find(*source, depth + 1);
    }

    void of_member(const clang::MemberExpr &member, int depth)
    {
        if (llvm::isa<clang::FieldDecl>(member.getMemberDecl()))
            step(*member.getBase(), {member.getMemberDecl(), nullptr}, depth);
        else
            of_variable(*member.getMemberDecl(), depth);
    }

    void of_call(const clang::CallExpr &call, int depth)
    {
        const auto *callee = call.getDirectCallee();
        if (!callee || (!call.isGLValue() && !is_borrow(call.getType())))
            return;
        if (const auto *on_object = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
            const auto *argument = call.getNumArgs() ? call.getArg(0) : nullptr;
            through(*on_object->getImplicitObjectArgument(), *callee, argument, depth);
        } else if (llvm::isa<clang::CXXOperatorCallExpr>(call) && call.getNumArgs()) {
            const auto *argument = call.getNumArgs() > 1 ? call.getArg(1) : nullptr;
            through(*call.getArg(0), *callee, argument, depth);
        } else if (callee->getBuiltinID()) {
            // std::move() and the like.
            if (call.getNumArgs())
                find(*call.getArg(0), depth);
        } else {
            of_function(call, *callee, depth);
        }
    }

    void of_construction(const clang::CXXConstructExpr &made, int depth)
    {
        if (!is_borrow(made.getType()))
            return;
        if (made.getConstructor()->isCopyOrMoveConstructor())
            find(*made.getArg(0), depth);
        else
            of_function(made, *made.getConstructor(), depth);
    }

    /// A function gives what it was lent: its lifetimebound arguments if it says so, its views if
    /// there are some, or else what it is given by reference.
    template <class Call>
    void of_function(const Call &call, const clang::FunctionDecl &callee, int depth)
    {
        const unsigned count = std::min(call.getNumArgs(), callee.getNumParams());
        int best = 0;
        for (unsigned i = 0; i < count; i++)
            best = std::max(best, rank(*callee.getParamDecl(i)));
        for (unsigned i = 0; best && i < count; i++)
            if (rank(*callee.getParamDecl(i)) == best)
                through(*call.getArg(i), callee, nullptr, depth);
    }

    static int rank(const clang::ParmVarDecl &parameter)
    {
        if (parameter.hasAttr<clang::LifetimeBoundAttr>())
            return 3;
        if (parameter.getType()->isReferenceType())
            return 1;
        return is_borrow(parameter.getType()) ? 2 : 0;
    }

    void of_operator(const clang::Expr &expression, int depth)
    {
        if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(&expression)) {
            find(*unary->getSubExpr(), depth);
        } else if (const auto *part = llvm::dyn_cast<clang::ArraySubscriptExpr>(&expression)) {
            step(*part->getBase(), {nullptr, part->getIdx()}, depth);
        } else if (const auto *choice =
                       llvm::dyn_cast<clang::AbstractConditionalOperator>(&expression)) {
            find(*choice->getTrueExpr(), depth);
            find(*choice->getFalseExpr(), depth);
        } else if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(&expression)) {
            if (binary->isGLValue() || binary->getType()->isPointerType())
                find(binary->isCommaOp() ? *binary->getRHS() : *binary->getLHS(), depth);
        } else if (const auto *list = llvm::dyn_cast<clang::InitListExpr>(&expression)) {
            for (const auto *part : list->inits())
                if (is_borrow(list->getType()))
                    find(*part, depth);
        } else if (const auto *opaque = llvm::dyn_cast<clang::OpaqueValueExpr>(&expression)) {
            if (opaque->getSourceExpr())
                find(*opaque->getSourceExpr(), depth);
        }
    }

    void through(const clang::Expr &from, const clang::FunctionDecl &function,
                 const clang::Expr *argument, int depth)
    {
        // As it is, not as a const method sees it.
        auto type = from.IgnoreParenImpCasts()->getType();
        if (type->isPointerType())
            type = type->getPointeeType();
        // A method may give what its class holds in an owner.
        step(from,
             {&function, argument, !is_borrow(type) && may_own(type),
              holds(type) && !type.getNonReferenceType().isConstQualified()},
             depth);
    }

    void step(const clang::Expr &from, const Step &step, int depth)
    {
        const size_t before = found.size();
        find(from, depth);
        for (size_t i = before; i < found.size(); i++)
            found[i].steps.push_back(step);
    }

    const Assignments *assigned_;
    bool follows_names_;
    std::set<const clang::VarDecl *> followed_;
};

bool is_subscript(const Step &step)
{
    const auto *function = llvm::dyn_cast_or_null<clang::FunctionDecl>(step.what);
    return !step.what || (function && function->getOverloadedOperator() == clang::OO_Subscript);
}

/// Whether two steps from the same place lead to the same place.
Overlap compare(const Step &one, const Step &other, const clang::ASTContext *ast)
{
    if (one.what && other.what && llvm::isa<clang::FieldDecl>(one.what) &&
        llvm::isa<clang::FieldDecl>(other.what))
        return one.what == other.what ? Overlap::certain : Overlap::none;
    if (one.what != other.what || !one.argument != !other.argument)
        return Overlap::possible;
    if (!one.argument || !ast)
        return Overlap::certain;
    llvm::FoldingSetNodeID first, second;
    one.argument->Profile(first, *ast, true);
    other.argument->Profile(second, *ast, true);
    if (first == second)
        return Overlap::certain;
    clang::Expr::EvalResult number, another;
    if (is_subscript(one) && one.argument->EvaluateAsInt(number, *ast) &&
        other.argument->EvaluateAsInt(another, *ast))
        return number.Val.getInt() == another.Val.getInt() ? Overlap::certain : Overlap::none;
    return Overlap::possible;
}

const clang::ASTContext *context_of(const Path &path)
{
    if (path.root)
        return &path.root->getASTContext();
    for (const auto &step : path.steps)
        if (step.what)
            return &step.what->getASTContext();
    return nullptr;
}

} // namespace

Overlap Path::overlap(const Path &other) const
{
    if (root != other.root)
        return Overlap::none;
    auto all = Overlap::certain;
    for (size_t i = 0; i < std::min(steps.size(), other.steps.size()); i++) {
        const auto here = compare(steps[i], other.steps[i], context_of(*this));
        if (here == Overlap::none)
            return here;
        if (here == Overlap::possible)
            all = here;
    }
    return all;
}

bool Path::is_owned_through(const Path &other) const
{
    if (overlap(other) == Overlap::none)
        return false;
    for (size_t i = other.steps.size(); i < steps.size(); i++)
        if (steps[i].is_owned)
            return true;
    return false;
}

std::string Path::text() const
{
    std::string text = root ? root->getNameAsString() : "";
    for (const auto &step : steps) {
        const auto *member = llvm::dyn_cast_or_null<clang::FieldDecl>(step.what);
        if (!member)
            break;
        text += (text.empty() ? "" : ".") + member->getNameAsString();
    }
    return text.empty() ? "*this" : text;
}

std::vector<Path> paths_of(const clang::Expr &expression, const Assignments *assigned)
{
    Finder finder(assigned, true);
    finder.find(expression, 0);
    return std::move(finder.found);
}

bool is_held_by_owner(const clang::Expr &expression)
{
    Finder finder(nullptr, false);
    finder.find(expression, 0);
    for (const auto &path : finder.found)
        for (const auto &step : path.steps)
            if (step.is_changeable)
                return true;
    return false;
}

} // namespace kcxx
