// SPDX-License-Identifier: GPL-2.0
// A process wants to hear when the process of a node dies.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/rbtree.hpp>
#include <modules/binder/work.hpp>

namespace binder {

class Node;
class Process;

/// Told as BR_DEAD_BINDER when the node's process is gone, and as BR_CLEAR_DEATH_NOTIFICATION_DONE
/// when it is no longer wanted: the one is confirmed before the other is told.
class Death final : public Work {
public:
    Death(RefPtr<Process> &&listener, RefPtr<Node> &&node, u32 handle, u64 cookie);
    ~Death() MAY_SLEEP override;

    u32 handle() const { return handle_; }
    u64 cookie() const { return cookie_; }

    /// Begins to listen: if the node is dead, the listener hears at once.
    ///
    /// Context: Process context. May sleep.
    void listen() const MAY_SLEEP;

    /// The node's process is gone.
    ///
    /// Context: Process context. May sleep.
    void died() const MAY_SLEEP;

    /// BC_CLEAR_DEATH_NOTIFICATION, and BC_DEAD_BINDER_DONE, said by `speaker`.
    ///
    /// Context: Process context of `speaker`. May sleep.
    void clear(const Thread &speaker) const MAY_SLEEP;
    void confirm(const Thread &speaker) const MAY_SLEEP;

    /// Its handle is gone: nothing is told any more.
    ///
    /// Context: Process context. May sleep.
    void forget() const MAY_SLEEP;

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override;
    void show(SeqFile &text, const Process &in, std::string_view prefix,
              std::string_view transaction_prefix) const MAY_SLEEP override;

    TreeLinks<Death> by_handle;
    Links<Death> of_node;
    Links<Death> told;

private:
    struct State {
        bool is_dead = false; // and the listener has not confirmed it
        bool is_cleared = false;
        bool is_forgotten = false;
    };

    void say_cleared(const Thread &speaker) const MAY_SLEEP;

    Counted<Kind::death> counted_;
    KeptRef<Process> listener_;
    KeptRef<Node> node_;
    u32 handle_;
    u64 cookie_;
    Locked<State, SpinLock<"binder.death">> state_;
};

} // namespace binder
