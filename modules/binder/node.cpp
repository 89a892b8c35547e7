// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

Node::Node(RefPtr<Process> &&owner, u64 pointer, u64 cookie)
    : owner_(std::move(owner)), pointer_(pointer), cookie_(cookie)
{}

Node::~Node() MAY_SLEEP = default;

std::optional<RefPtr<Work>> Node::take_turn(RefPtr<Work> work) const MAY_SLEEP
{
    auto turns = turns_.lock();
    if (!turns->is_taken) {
        turns->is_taken = true;
        return work;
    }
    ignore_result(turns->waiting.push_back(std::move(work))); // it is new, and in no list yet
    return std::nullopt;
}

std::optional<RefPtr<Work>> Node::end_turn() const
{
    auto turns = turns_.lock();
    auto next = turns->waiting.pop_front();
    turns->is_taken = next.has_value();
    return next;
}

} // namespace binder
