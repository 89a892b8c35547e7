// SPDX-License-Identifier: GPL-2.0
// Whether each linear object of a function is consumed exactly once on each path through it.
#pragma once

#include <scripts/plugin/linear_uses.hpp>

namespace kcxx {

class LinearFlow {
public:
    LinearFlow(const clang::FunctionDecl &function, const LinearUses &uses, Context &context);

    /// Reports what is wrong.
    void check();

private:
    /// What an object may be at a place, one bit for each way to get there.
    struct State {
        unsigned may_be = 0;
        const clang::Stmt *consumer = nullptr; // one of those that may have consumed it
    };
    using States = std::map<const clang::ValueDecl *, State>;

    /// Adds `more` to `states`. Return: whether that changed them.
    static bool merge(States &states, const States &more);

    States at_entry() const;
    void run_to_the_end();
    void walk(const clang::CFGBlock &block, States &states);
    void walk(const clang::Stmt &statement, States &states);
    void declare(const clang::DeclStmt &statement, States &states) const;
    void apply(const LinearEvent &event, const clang::Stmt &statement, State &state);
    void replace(const LinearEvent &event, State &state);
    void check_not_consumed(const LinearEvent &event, const clang::Stmt &statement,
                            const State &state);
    States along(const clang::CFGBlock &block, unsigned successor, States states) const;

    void end(const clang::ValueDecl &object, const State &state, clang::SourceLocation location);
    void end_of_function(const clang::CFGBlock &last, const States &states);
    void report(clang::SourceLocation location, const clang::ValueDecl &object,
                const std::string &wrong);

    const clang::FunctionDecl &function_;
    const LinearUses &uses_;
    Context &context_;
    std::unique_ptr<clang::CFG> graph_;
    std::map<const clang::CFGBlock *, States> before_;
    bool reports_ = false; // only once the states are known
};

} // namespace kcxx
