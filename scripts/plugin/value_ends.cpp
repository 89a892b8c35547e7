// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/linear_moves.hpp>
#include <scripts/plugin/value_ends.hpp>

namespace kcxx {

ValueEnds::ValueEnds(const clang::FunctionDecl &function) : parents_(function.getBody())
{
    if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
        for (const auto *initialiser : constructor->inits())
            parents_.addStmt(initialiser->getInit());
}

const clang::Stmt *ValueEnds::taker_of(const clang::Expr &rvalue) const
{
    const clang::Stmt *child = &rvalue;
    const clang::Stmt *parent = parents_.getParent(child);
    while (parent && llvm::isa<clang::ParenExpr, clang::ImplicitCastExpr, clang::ExprWithCleanups,
                               clang::MaterializeTemporaryExpr>(parent)) {
        child = parent;
        parent = parents_.getParent(child);
    }
    if (const auto *member = llvm::dyn_cast_or_null<clang::MemberExpr>(parent)) {
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl());
        return method && takes_over(*method) ? parents_.getParentIgnoreParens(member) : nullptr;
    }
    if (const auto *call = llvm::dyn_cast_or_null<clang::CallExpr>(parent))
        return takes_over(*call, *child) ? call : nullptr;
    const auto *made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(parent);
    if (!made || !takes_over(*made, *child))
        return nullptr;
    const auto *call = call_with(*made);
    return call && ignores(*call) ? nullptr : made;
}

bool ValueEnds::may_fail_before(const clang::Stmt &taker, const Context &context) const
{
    const auto *call = llvm::dyn_cast<clang::CallExpr>(&taker);
    if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(&taker))
        call = call_with(*made);
    const auto *callee = call ? call->getDirectCallee() : nullptr;
    const auto *result = callee ? callee->getReturnType()->getAsCXXRecordDecl() : nullptr;
    return result && result->getIdentifier() && result->getName() == "Result" &&
           !context.is_strict(callee->getLocation());
}

bool ValueEnds::is_dropped(const clang::Expr &value) const
{
    const clang::Stmt *child = &value;
    const clang::Stmt *parent = parents_.getParent(child);
    for (; parent; child = parent, parent = parents_.getParent(child)) {
        if (const auto *materialised = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(parent))
            return taker_of(*materialised) == nullptr;
        if (const auto *cast = llvm::dyn_cast<clang::CastExpr>(parent);
            cast && cast->getCastKind() == clang::CK_ToVoid)
            return true;
        if (const auto *comma = llvm::dyn_cast<clang::BinaryOperator>(parent);
            comma && comma->getOpcode() == clang::BO_Comma && comma->getLHS() == child)
            return true;
        // A block is a value only as the last statement of a statement expression.
        if (const auto *block = llvm::dyn_cast<clang::CompoundStmt>(parent)) {
            const auto *whole = parents_.getParent(block);
            if (!whole || !llvm::isa<clang::StmtExpr>(whole) || block->body_back() != child)
                return true;
        } else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(parent)) {
            return ignores(*call);
        } else if (!llvm::isa<clang::Expr>(parent)) {
            return !llvm::isa<clang::DeclStmt, clang::ReturnStmt>(parent);
        } else if (llvm::isa<clang::CXXConstructExpr, clang::InitListExpr, clang::LambdaExpr>(
                       parent)) {
            return false;
        }
    }
    return false;
}

const clang::CallExpr *ValueEnds::replacing_call(const clang::Expr &name) const
{
    const clang::Stmt *child = &name;
    const clang::Stmt *parent = parents_.getParent(child);
    while (llvm::isa_and_nonnull<clang::ImplicitCastExpr, clang::ParenExpr>(parent)) {
        child = parent;
        parent = parents_.getParent(child);
    }
    if (const auto *assignment = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(parent))
        return assignment->getOperator() == clang::OO_Equal && assignment->getArg(0) == child
                   ? assignment
                   : nullptr;
    const auto *member = llvm::dyn_cast_or_null<clang::MemberExpr>(parent);
    const auto method = member ? member->getMemberDecl()->getNameAsString() : "";
    if (method != "emplace" && method != "reset")
        return nullptr;
    return llvm::dyn_cast_or_null<clang::CallExpr>(parents_.getParent(member));
}

bool ValueEnds::is_only_read(const clang::Expr &name) const
{
    const clang::Stmt *statement = &name;
    while (const auto *parent = parents_.getParent(statement)) {
        if (const auto *cast = llvm::dyn_cast<clang::ImplicitCastExpr>(parent);
            cast && cast->getType().isConstQualified())
            return true;
        if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(parent)) {
            const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl());
            return method && (method->isConst() || method->getNameAsString() == "value");
        }
        if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(parent))
            return call->getOperator() == clang::OO_Star || call->getOperator() == clang::OO_Arrow;
        if (!llvm::isa<clang::ImplicitCastExpr, clang::ParenExpr>(parent))
            return false;
        statement = parent;
    }
    return false;
}

const clang::CallExpr *ValueEnds::call_with(const clang::CXXConstructExpr &argument) const
{
    const clang::Stmt *parent = parents_.getParent(&argument);
    while (parent && llvm::isa<clang::CXXBindTemporaryExpr, clang::ImplicitCastExpr>(parent))
        parent = parents_.getParent(parent);
    return llvm::dyn_cast_or_null<clang::CallExpr>(parent);
}

} // namespace kcxx
