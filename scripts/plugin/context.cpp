// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/context.hpp>
#include <scripts/plugin/effects.hpp>

namespace kcxx {

using clang::DiagnosticsEngine;

Context::Context(clang::CompilerInstance &compiler, Places places)
    : diagnostics_(compiler.getDiagnostics()), places_(std::move(places))
{}

const clang::FunctionDecl *Context::function() const
{
    return frames_.empty() ? nullptr : frames_.back().function;
}

bool Context::in_pattern() const
{
    const auto *function = this->function();
    return function && function->isDependentContext();
}

void Context::report(clang::SourceLocation location, const Finding &finding)
{
    if (!is_strict(location))
        return;
    const auto &sources = diagnostics_.getSourceManager();
    if (!said_.insert({sources.getExpansionLoc(location).getRawEncoding(), finding.wrong}).second)
        return;
    diagnostics_.Report(location,
                        diagnostics_.getCustomDiagID(DiagnosticsEngine::Error, "%0 [kcxx-%1]"))
        << finding.wrong << finding.rule;
    diagnostics_.Report(location, diagnostics_.getCustomDiagID(DiagnosticsEngine::Note, "%0"))
        << finding.why;
    diagnostics_.Report(location,
                        diagnostics_.getCustomDiagID(DiagnosticsEngine::Note, "write instead: %0"))
        << finding.instead;
}

void Context::need_unsafe(clang::SourceLocation location, const std::string &operation,
                          const Finding &finding)
{
    if (!in_unsafe()) {
        report(location, finding);
        return;
    }
    if (!frames_.back().blocks.empty())
        frames_.back().blocks.back()->operations.insert({finding.rule.str(), operation});
}

void Context::enter(const clang::FunctionDecl &function)
{
    frames_.push_back({&function, needs_unsafe(function) ? 1u : 0u, {}});
}

void Context::open_unsafe(const clang::VarDecl &scope)
{
    if (frames_.empty())
        return;
    auto &frame = frames_.back();
    frame.unsafe_depth++;
    frame.blocks.push_back(&audit_.block(scope, *frame.function, in_pattern()));
}

void Context::close_unsafe()
{
    if (frames_.empty())
        return;
    frames_.back().unsafe_depth--;
    frames_.back().blocks.pop_back();
}

void Context::see_argument(const clang::Expr &argument)
{
    const auto *inner = argument.IgnoreImplicit();
    if (const auto *construction = llvm::dyn_cast<clang::CXXConstructExpr>(inner))
        if (construction->getNumArgs() == 1)
            inner = construction->getArg(0)->IgnoreImplicit();
    if (const auto *temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(inner))
        inner = temporary->getSubExpr()->IgnoreImplicit();
    if (const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(inner))
        arguments_.insert(lambda);
}

void Context::see_call(const clang::CallExpr &call)
{
    const auto *callee = call.getCallee()->IgnoreParenImpCasts();
    // Called through a template argument, a function is named by its address.
    while (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(callee))
        callee = unary->getSubExpr()->IgnoreParenImpCasts();
    callees_.insert(callee);
    for (const auto *argument : call.arguments())
        see_argument(*argument);
}

void Context::see_construction(const clang::CXXConstructExpr &construction)
{
    for (const auto *argument : construction.arguments())
        see_argument(*argument);
}

} // namespace kcxx
