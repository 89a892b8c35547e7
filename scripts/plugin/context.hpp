// SPDX-License-Identifier: GPL-2.0
// Where the walk is, what is allowed there, and how a rule says that something is not.
#pragma once

#include <scripts/plugin/audit.hpp>
#include <scripts/plugin/places.hpp>

namespace kcxx {

/// What is wrong, why it matters, and what to write instead: a sentence each.
struct Finding {
    llvm::StringRef rule;
    std::string wrong;
    std::string why;
    std::string instead;
};

class Context {
public:
    Context(clang::CompilerInstance &compiler, Places places);

    const Places &places() const { return places_; }
    bool is_strict(clang::SourceLocation location) const { return places_.is_strict(location); }
    Audit &audit() { return audit_; }

    /// The function, or lambda, whose body is walked; nullptr outside of any.
    const clang::FunctionDecl *function() const;
    bool in_unsafe() const { return !frames_.empty() && frames_.back().unsafe_depth > 0; }
    /// Inside a template that has no arguments yet: calls in it may not be resolved.
    bool in_pattern() const;
    /// Whether a name is that of the function being called, rather than the function as a value.
    bool is_callee(const clang::Expr &name) const { return callees_.count(&name); }
    /// Whether a lambda is an argument of a call, which ends before what the lambda captured does.
    bool is_argument(const clang::LambdaExpr &lambda) const { return arguments_.count(&lambda); }
    /// Whether what is walked is computed at compile time: a template's argument.
    bool in_template_argument() const { return template_argument_depth_ > 0; }

    /// An error in strict code; nothing elsewhere. Said once for each place.
    void report(clang::SourceLocation location, const Finding &finding);
    /// As report(), unless unsafe("why") takes it over. `operation` is what the audit calls it.
    void need_unsafe(clang::SourceLocation location, const std::string &operation,
                     const Finding &finding);

    // For the walker.
    void enter(const clang::FunctionDecl &function);
    void leave() { frames_.pop_back(); }
    void open_unsafe(const clang::VarDecl &scope);
    void close_unsafe();
    void see_call(const clang::CallExpr &call);
    void see_construction(const clang::CXXConstructExpr &construction);
    void change_template_argument_depth(int by) { template_argument_depth_ += by; }

private:
    struct Frame {
        const clang::FunctionDecl *function;
        unsigned unsafe_depth;
        std::vector<Audit::Block *> blocks;
    };

    void see_argument(const clang::Expr &argument);

    clang::DiagnosticsEngine &diagnostics_;
    Places places_;
    Audit audit_;
    std::vector<Frame> frames_;
    std::set<const clang::Expr *> callees_;
    std::set<const clang::LambdaExpr *> arguments_;
    std::set<std::pair<unsigned, std::string>> said_;
    int template_argument_depth_ = 0;
};

} // namespace kcxx
