// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

#include <limits>

namespace binder {

Reference::~Reference() MAY_SLEEP
{
    node_->drop_reference();
}

u32 Reference::increment(Strength strength) const
{
    return (strength == Strength::strong ? strong_ : weak_).fetch_add(1);
}

u32 Reference::decrement(Strength strength) const
{
    const Atomic<u32> &count = strength == Strength::strong ? strong_ : weak_;
    const u32 before = count.read();
    if (before != 0)
        count.set(before - 1);
    return before;
}

Result<RefPtr<Reference>> References::find(u32 handle, Strength needed) const MAY_SLEEP
{
    std::optional<RefPtr<Reference>> found;
    auto state = state_.lock();
    found = state->by_handle.find(handle);
    if (!found || (needed == Strength::strong && (*found)->strong_.read() == 0))
        return -EINVAL;
    return std::move(*found);
}

Result<RefPtr<Node>> References::node(u32 handle, Strength needed) const MAY_SLEEP
{
    const auto reference = TRY(find(handle, needed));
    return RefPtr<Node>(reference->node());
}

u64 References::id(u32 handle) const MAY_SLEEP
{
    const auto reference = find(handle, Strength::weak);
    if (!reference)
        return 0;
    return (*reference)->id();
}

// The lowest handle that is free; 0 is for the manager alone.
Result<RefPtr<Reference>> References::make(const RefPtr<Node> &node) const MAY_SLEEP
{
    auto handle =
        TRY(IdaNumber::get(handles_, node->is_manager() ? 0 : 1, std::numeric_limits<s32>::max()));
    return make_ref<Reference>(GFP_KERNEL, RefPtr<Node>(node), std::move(handle));
}

Result<RefPtr<Reference>> References::find_or_make(const RefPtr<Node> &node) const MAY_SLEEP
{
    auto found = state_.with([&](State &state) { return state.by_node.find(node->id()); });
    if (found)
        return std::move(*found);
    TRY(node->add_reference());
    auto made = make(node);
    if (!made) {
        node->drop_reference();
        return made.error();
    }
    auto reference = made.take();
    std::optional<RefPtr<Reference>> other; // another thread may have been faster
    {
        auto state = state_.lock();
        if (state->is_closed)
            return -ESRCH;
        other = state->by_node.find(node->id());
        if (!other) {
            TRY(state->by_handle.insert(reference));
            TRY(state->by_node.insert(reference));
        }
    }
    if (other)
        return std::move(*other);
    return reference;
}

Result<u32> References::count(const RefPtr<Node> &node, Strength strength, bool &was_counted) const
    MAY_SLEEP
{
    for (;;) {
        const auto reference = TRY(find_or_make(node));
        auto state = state_.lock();
        if (!reference->by_handle.is_linked())
            continue; // it was dropped meanwhile
        was_counted = reference->increment(strength) != 0;
        return reference->handle();
    }
}

Result<u32> References::take(const RefPtr<Node> &node, Strength strength, bool owner_sends) const
    MAY_SLEEP
{
    if (strength == Strength::strong)
        TRY(node->strengthen(owner_sends));
    bool was_counted = false;
    auto handle = count(node, strength, was_counted);
    if (strength == Strength::strong && (!handle || was_counted))
        node->weaken(); // it has counted this handle before
    return handle;
}

Result<> References::take(u32 handle, Strength strength) const MAY_SLEEP
{
    const auto node = TRY(this->node(handle, strength));
    TRY(take(node, strength, false));
    return {};
}

Result<> References::drop(u32 handle, Strength strength) const MAY_SLEEP
{
    std::optional<RefPtr<Reference>> reference;
    std::optional<RefPtr<Reference>> removed;
    std::optional<RefPtr<Reference>> same;
    std::optional<RefPtr<Death>> death;
    std::optional<RefPtr<FreezeNotice>> freeze;
    bool was_last = false;
    {
        auto state = state_.lock();
        reference = state->by_handle.find(handle);
        if (!reference)
            return -EINVAL;
        const u32 before = (*reference)->decrement(strength);
        if (before == 0)
            return -EINVAL;
        was_last = before == 1;
        if ((*reference)->is_unused()) {
            removed = state->by_handle.remove(**reference);
            same = state->by_node.remove(**reference);
            // Before the number means something else.
            death = state->deaths.take(handle);
            freeze = state->freezes.take(handle);
        }
    }
    if (was_last && strength == Strength::strong)
        (*reference)->node()->weaken();
    if (death)
        (*death)->forget();
    if (freeze)
        (*freeze)->forget();
    return {};
}

template <auto notices, class Notice>
Result<> References::add_notice(const RefPtr<Notice> &notice, u64 node_id) const MAY_SLEEP
{
    std::optional<RefPtr<Reference>> reference;
    auto state = state_.lock();
    // Meanwhile the handle may have gone, and come to mean something else.
    reference = state->by_handle.find(notice->handle());
    if (!reference || (*reference)->node_id() != node_id)
        return -EINVAL;
    return ((*state).*notices).insert(notice);
}

template <auto notices> auto References::take_notice(u32 handle, u64 cookie) const MAY_SLEEP
{
    auto state = state_.lock();
    auto notice = ((*state).*notices).find(handle);
    if (notice && (*notice)->cookie() == cookie)
        return ((*state).*notices).take(handle);
    return decltype(notice)();
}

Result<> References::request_death(const Process &listener, u32 handle, u64 cookie) const MAY_SLEEP
{
    auto node = TRY(this->node(handle, Strength::weak));
    const u64 node_id = node->id();
    const auto death =
        TRY(make_ref<Death>(GFP_KERNEL, listener.self(), std::move(node), handle, cookie));
    TRY(add_notice<&State::deaths>(death, node_id));
    death->listen();
    return {};
}

Result<> References::clear_death(const Thread &speaker, u32 handle, u64 cookie) const MAY_SLEEP
{
    const auto death = take_notice<&State::deaths>(handle, cookie);
    if (!death)
        return -EINVAL;
    (*death)->clear(speaker);
    return {};
}

Result<> References::request_freeze(const Process &listener, u32 handle, u64 cookie) const MAY_SLEEP
{
    auto node = TRY(this->node(handle, Strength::weak));
    const u64 node_id = node->id();
    const auto notice =
        TRY(make_ref<FreezeNotice>(GFP_KERNEL, listener.self(), std::move(node), handle, cookie));
    if (!add_notice<&State::freezes>(notice, node_id))
        return -EINVAL;
    notice->listen();
    return {};
}

Result<> References::clear_freeze(u32 handle, u64 cookie) const MAY_SLEEP
{
    const auto notice = take_notice<&State::freezes>(handle, cookie);
    if (!notice)
        return -EINVAL;
    (*notice)->clear();
    return {};
}

void References::clear() const MAY_SLEEP
{
    state_.with([](State &state) { state.is_closed = true; });
    for (;;) {
        std::optional<RefPtr<Reference>> first;
        std::optional<RefPtr<Reference>> same;
        std::optional<RefPtr<Death>> death;
        std::optional<RefPtr<FreezeNotice>> freeze;
        {
            auto state = state_.lock();
            first = state->by_handle.pop_first();
            if (!first)
                return;
            same = state->by_node.remove(**first);
            death = state->deaths.take((*first)->handle());
            freeze = state->freezes.take((*first)->handle());
        }
        if ((*first)->strong_.read() != 0)
            (*first)->node()->weaken();
        if (death)
            (*death)->forget();
        if (freeze)
            (*freeze)->forget();
    }
}

} // namespace binder
