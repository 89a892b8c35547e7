// SPDX-License-Identifier: GPL-2.0
#include <deque>

#include <scripts/plugin/linear_flow.hpp>
#include <scripts/plugin/linear_texts.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr unsigned open = 1;     // still to be consumed
constexpr unsigned consumed = 2; // given away
constexpr unsigned absent = 4;   // a std::optional or Result that holds none
constexpr unsigned escaped = 8;  // nobody knows: what is left is the trap

unsigned in_the_beginning(const clang::ValueDecl &object)
{
    return is_maybe_linear(object.getType()) ? open | absent : open;
}

/// Whether a std::optional is empty from the beginning.
bool holds_none(const clang::VarDecl &variable)
{
    const auto *value = variable.getInit() ? variable.getInit()->IgnoreImplicit() : nullptr;
    const auto *made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(value);
    if (!made || made->getNumArgs() == 0)
        return made;
    const auto *record = made->getArg(0)->getType()->getAsCXXRecordDecl();
    return record && record->isInStdNamespace() && record->getName() == "nullopt_t";
}

} // namespace

LinearFlow::LinearFlow(const clang::FunctionDecl &function, const LinearUses &uses,
                       Context &context)
    : function_(function), uses_(uses), context_(context)
{
    clang::CFG::BuildOptions options;
    options.setAllAlwaysAdd();
    options.AddImplicitDtors = true;
    options.AddInitializers = true;
    graph_ =
        clang::CFG::buildCFG(&function, function.getBody(), &function.getASTContext(), options);
}

void LinearFlow::check()
{
    if (!graph_)
        return;
    run_to_the_end();
    reports_ = true;
    for (const auto *block : *graph_) {
        const auto found = before_.find(block);
        if (found == before_.end()) // never reached
            continue;
        States states = found->second;
        walk(*block, states);
        unsigned index = 0;
        for (const auto &edge : block->succs()) {
            const auto there = along(*block, index++, states);
            if (edge.getReachableBlock() == &graph_->getExit())
                end_of_function(*block, there);
        }
    }
}

/// Until no path brings anything new.
void LinearFlow::run_to_the_end()
{
    before_[&graph_->getEntry()] = at_entry();
    std::deque<const clang::CFGBlock *> waiting{&graph_->getEntry()};
    while (!waiting.empty()) {
        const auto *block = waiting.front();
        waiting.pop_front();
        States states = before_[block];
        walk(*block, states);
        unsigned index = 0;
        for (const auto &edge : block->succs()) {
            const auto *successor = edge.getReachableBlock();
            const auto there = along(*block, index++, states);
            const bool is_new = successor && !before_.count(successor);
            if (successor && (merge(before_[successor], there) || is_new))
                waiting.push_back(successor);
        }
    }
}

LinearFlow::States LinearFlow::at_entry() const
{
    States states;
    for (const auto *object : uses_.given())
        states[object] = {in_the_beginning(*object), nullptr};
    return states;
}

bool LinearFlow::merge(States &states, const States &more)
{
    bool changed = false;
    for (const auto &[object, state] : more) {
        State &mine = states[object];
        if (!mine.consumer)
            mine.consumer = state.consumer;
        changed = changed || (mine.may_be | state.may_be) != mine.may_be;
        mine.may_be |= state.may_be;
    }
    return changed;
}

void LinearFlow::walk(const clang::CFGBlock &block, States &states)
{
    const auto &sources = function_.getASTContext().getSourceManager();
    for (const auto &element : block) {
        if (const auto statement = element.getAs<clang::CFGStmt>())
            walk(*statement->getStmt(), states);
        const auto destructor = element.getAs<clang::CFGAutomaticObjDtor>();
        if (!destructor)
            continue;
        const auto *object = destructor->getVarDecl();
        const auto *cause = destructor->getTriggerStmt();
        const bool is_block = llvm::isa<clang::CompoundStmt>(cause);
        const auto found = states.find(object);
        if (found == states.end())
            continue;
        end(*object, found->second,
            sources.getExpansionLoc(is_block ? cause->getEndLoc() : cause->getBeginLoc()));
        states.erase(found);
    }
}

void LinearFlow::walk(const clang::Stmt &statement, States &states)
{
    if (const auto *declarations = llvm::dyn_cast<clang::DeclStmt>(&statement))
        declare(*declarations, states);
    for (const auto &event : uses_.of(statement)) {
        const auto found = states.find(event.object);
        if (found != states.end() && !(found->second.may_be & escaped))
            apply(event, statement, found->second);
    }
}

void LinearFlow::declare(const clang::DeclStmt &statement, States &states) const
{
    for (const auto *declaration : statement.decls()) {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        if (!variable || !uses_.is_followed(*variable))
            continue;
        const bool is_empty = is_maybe_linear(variable->getType()) && holds_none(*variable);
        states[variable] = {is_empty ? absent : in_the_beginning(*variable), nullptr};
    }
}

void LinearFlow::apply(const LinearEvent &event, const clang::Stmt &statement, State &state)
{
    switch (event.kind) {
    case LinearEvent::Kind::consumes:
        check_not_consumed(event, statement, state);
        state = {consumed, &statement};
        break;
    case LinearEvent::Kind::looks: check_not_consumed(event, statement, state); break;
    case LinearEvent::Kind::fills:
    case LinearEvent::Kind::empties: replace(event, state); break;
    case LinearEvent::Kind::escapes: state.may_be = escaped; break;
    }
}

void LinearFlow::replace(const LinearEvent &event, State &state)
{
    if (state.may_be & open)
        report(event.location, *event.object,
               "gets another value, and what it may hold is not consumed");
    state = {event.kind == LinearEvent::Kind::fills ? open : absent, nullptr};
}

void LinearFlow::check_not_consumed(const LinearEvent &event, const clang::Stmt &statement,
                                    const State &state)
{
    if (!(state.may_be & consumed))
        return;
    const bool surely = state.may_be == consumed;
    if (event.kind == LinearEvent::Kind::looks)
        report(event.location, *event.object,
               surely ? "is used after it was consumed" : "is used, and may have been consumed");
    else if (state.consumer == &statement)
        report(event.location, *event.object, "is consumed again in each round of a loop");
    else
        report(event.location, *event.object,
               surely ? "is consumed twice" : "is consumed, and may have been consumed before");
}

/// What is known behind a condition that asked whether a std::optional or Result holds something.
LinearFlow::States LinearFlow::along(const clang::CFGBlock &block, unsigned successor,
                                     States states) const
{
    const auto *condition = block.succ_size() == 2 ? block.getLastCondition() : nullptr;
    if (!condition || llvm::isa_and_nonnull<clang::SwitchStmt>(block.getTerminatorStmt()))
        return states;
    const auto [object, if_true] = uses_.tested(condition);
    const auto found = object ? states.find(object) : states.end();
    if (found == states.end())
        return states;
    const bool holds = (successor == 0) == if_true;
    found->second.may_be &= ~(holds ? absent : open);
    return states;
}

void LinearFlow::end(const clang::ValueDecl &object, const State &state,
                     clang::SourceLocation location)
{
    if (!(state.may_be & open) || (state.may_be & escaped))
        return;
    if (!uses_.is_consumed(object))
        report(object.getLocation(), object, "is never consumed");
    else
        report(location, object, "ends here, and is not consumed on each path to this place");
}

void LinearFlow::end_of_function(const clang::CFGBlock &last, const States &states)
{
    if (last.hasNoReturnElement())
        return;
    const auto &sources = function_.getASTContext().getSourceManager();
    auto location = function_.getBody()->getEndLoc();
    for (const auto &element : last)
        if (const auto statement = element.getAs<clang::CFGStmt>())
            if (const auto *result = llvm::dyn_cast<clang::ReturnStmt>(statement->getStmt()))
                location = result->getReturnLoc();
    for (const auto *object : uses_.given())
        if (const auto found = states.find(object); found != states.end())
            end(*object, found->second, sources.getExpansionLoc(location));
}

void LinearFlow::report(clang::SourceLocation location, const clang::ValueDecl &object,
                        const std::string &wrong)
{
    if (reports_)
        context_.report(location, linear_finding(object, wrong));
}

} // namespace kcxx
