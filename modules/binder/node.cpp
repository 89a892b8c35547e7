// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

namespace {

constinit Atomic<u64> last_id;

} // namespace

u64 next_id()
{
    return last_id.fetch_add(1) + 1;
}

Node::Node(RefPtr<Process> &&owner, const FlatObject &object)
    : owner_(std::move(owner)), pointer_(object.value), cookie_(object.cookie),
      flags_(object.flags), id_(next_id())
{}

Node::~Node() MAY_SLEEP = default;

void Node::become_manager() const
{
    is_manager_.set(true);
    auto state = state_.lock();
    state->local_weak++;
    strong_.add();
    state->has_weak = true;
    state->has_strong = true;
}

Node::After Node::after_drop(State &state, Strength strength) const
{
    const bool is_strong = strong_.any();
    if (strength == Strength::strong ? is_strong : state.is_weak())
        return After::nothing;
    if (strong_.is_dead())
        return After::nothing;
    if (state.has_strong || state.has_weak)
        return After::tell;
    if (is_strong || state.is_weak())
        return After::nothing;
    state.is_forgotten = true;
    return After::forget;
}

void Node::act(After after) const MAY_SLEEP
{
    if (after == After::tell)
        ignore_result(owner_->push(self())); // it is on its way already, or the process is gone
    if (after == After::forget)
        owner_->forget_node(*this);
}

Result<> Node::hold_more(Strength strength) const
{
    auto state = state_.lock();
    if (strong_.is_dead())
        return -ESRCH;
    if (state->is_forgotten)
        return -ESTALE;
    if (strength == Strength::strong)
        strong_.add();
    else
        state->local_weak++;
    return {};
}

void Node::drop_last(Strength strength) const MAY_SLEEP
{
    act(state_.with([this, strength](State &state) {
        const u32 count = strength == Strength::strong ? strong_.local() : state.local_weak;
        if (strong_.is_dead() || count == 0)
            return After::nothing;
        drop_local(state, strength);
        return after_drop(state, strength);
    }));
}

void Node::drop_local(State &state, Strength strength) const
{
    if (strength == Strength::strong)
        strong_.drop();
    else
        state.local_weak--;
}

Result<> Node::add_reference() const
{
    auto state = state_.lock();
    if (state->is_forgotten)
        return -ESTALE;
    state->references++;
    return {};
}

void Node::drop_reference() const MAY_SLEEP
{
    act(state_.with([this](State &state) {
        state.references--;
        return after_drop(state, Strength::weak);
    }));
}

Result<> Node::strengthen(bool owner_sends) const
{
    auto state = state_.lock();
    if (state->is_forgotten)
        return -ESTALE;
    if (!owner_sends && strong_.references() == 0 && !(is_manager() && state->has_strong))
        return -EINVAL;
    strong_.add_reference();
    return {};
}

void Node::weaken() const MAY_SLEEP
{
    act(state_.with([this](State &state) {
        strong_.drop_reference();
        return after_drop(state, Strength::strong);
    }));
}

bool Node::is_news(Strength strength) const
{
    auto state = state_.lock();
    return strength == Strength::strong ? !state->has_strong : !state->has_weak;
}

Node::Counts Node::counts() const
{
    return state_.with([this](State &state) {
        return Counts{.strong = strong_.local(),
                      .weak = state.local_weak,
                      .has_strong = state.has_strong,
                      .has_weak = state.has_weak,
                      .references = state.references,
                      .strong_references = strong_.references(),
                      .has_turn = state.has_turn,
                      .is_dead = strong_.is_dead()};
    });
}

Result<> Node::confirm(Strength strength) const MAY_SLEEP
{
    const auto after = state_.with([this, strength](State &state) -> Result<After> {
        const bool is_strong = strength == Strength::strong;
        bool &awaits = is_strong ? state.awaits_strong : state.awaits_weak;
        if (!std::exchange(awaits, false))
            return -EINVAL;
        drop_local(state, strength);
        return after_drop(state, strength);
    });
    act(TRY(after));
    return {};
}

Result<std::optional<RefPtr<Work>>> Node::take_turn(RefPtr<Work> work, bool is_frozen) const
    MAY_SLEEP
{
    const auto key = is_frozen ? work->update_key() : std::nullopt;
    std::optional<RefPtr<Work>> outdated;
    {
        auto state = state_.lock();
        if (strong_.is_dead())
            return -ESRCH;
        if (!std::exchange(state->has_turn, true))
            return std::optional(std::move(work));
        if (key)
            outdated = state->waiting.remove_first(
                [&key](const Work &waiting) { return waiting.update_key() == key; });
        ignore_result(state->waiting.push_back(std::move(work))); // it is new, and in no list yet
    }
    if (outdated)
        (*outdated)->give_way();
    return std::optional<RefPtr<Work>>();
}

std::optional<RefPtr<Work>> Node::end_turn() const
{
    auto state = state_.lock();
    auto next = state->waiting.pop_front();
    state->has_turn = next.has_value();
    return next;
}

bool Node::add_death(RefPtr<Death> death) const MAY_SLEEP
{
    auto state = state_.lock();
    if (!strong_.is_dead())
        ignore_result(state->deaths.push_back(std::move(death))); // it is new, and in no list yet
    return !strong_.is_dead();
}

void Node::remove_death(const Death &death) const MAY_SLEEP
{
    std::optional<RefPtr<Death>> removed;
    auto state = state_.lock();
    removed = state->deaths.remove(death);
}

void Node::die() const MAY_SLEEP
{
    state_.with([this](State &state) {
        state.local_weak = 0;
        strong_.die();
    });
    while (auto next = end_turn())
        (*next)->abandon();
    while (auto death = state_.with([](State &state) { return state.deaths.pop_front(); }))
        (*death)->died();
}

Result<bool> Node::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    const PtrCookie self{.pointer = pointer_, .cookie = cookie_};
    bool is_strong = false;
    bool is_weak = false;
    bool had_strong = false;
    bool had_weak = false;
    state_.with([&](State &state) {
        is_strong = strong_.any();
        is_weak = state.is_weak() || is_strong;
        had_weak = std::exchange(state.has_weak, is_weak);
        had_strong = std::exchange(state.has_strong, is_strong);
        // Until the owner confirms, it has a count of its own.
        if (is_weak && !had_weak) {
            state.awaits_weak = true;
            state.local_weak++;
        }
        if (is_strong && !had_strong) {
            state.awaits_strong = true;
            strong_.add();
        }
        state.is_forgotten = !is_weak;
    });
    if (!is_weak)
        owner_->forget_node(*this);
    const Stats &stats = reader.process().stats();
    if (is_weak && !had_weak)
        TRY(answers.put(stats, BR_INCREFS, self));
    if (is_strong && !had_strong)
        TRY(answers.put(stats, BR_ACQUIRE, self));
    if (!is_strong && had_strong)
        TRY(answers.put(stats, BR_RELEASE, self));
    if (!is_weak && had_weak)
        TRY(answers.put(stats, BR_DECREFS, self));
    return false;
}

} // namespace binder
