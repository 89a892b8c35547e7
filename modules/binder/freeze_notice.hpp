// SPDX-License-Identifier: GPL-2.0
// A process wants to hear when the process of a node is frozen, and when it is thawed.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/rbtree.hpp>
#include <modules/binder/work.hpp>

namespace binder {

class Node;
class Process;

/// Told as BR_FROZEN_BINDER: first how it is, and then whenever that changes; the one is confirmed
/// before the next is told. It ends with BR_CLEAR_FREEZE_NOTIFICATION_DONE.
class FreezeNotice final : public Work {
public:
    FreezeNotice(RefPtr<Process> &&listener, RefPtr<Node> &&node, u32 handle, u64 cookie);
    ~FreezeNotice() MAY_SLEEP override;

    u64 id() const { return id_; }
    u32 handle() const { return handle_; }
    u64 cookie() const { return cookie_; }

    /// Begins to listen. Of a dead process nothing is told.
    ///
    /// Context: Process context. May sleep.
    void listen() const MAY_SLEEP;

    /// The node's process is frozen, or thawed.
    ///
    /// Context: Process context. May sleep.
    void changed(bool is_frozen) const MAY_SLEEP;

    /// BC_CLEAR_FREEZE_NOTIFICATION, BC_FREEZE_NOTIFICATION_DONE.
    ///
    /// Context: Process context. May sleep.
    void clear() const MAY_SLEEP;
    void confirm() const MAY_SLEEP;

    /// Its handle is gone: nothing is told any more.
    ///
    /// Context: Process context. May sleep.
    void forget() const MAY_SLEEP;

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override;
    void show(SeqFile &text, const Process &in, std::string_view prefix,
              std::string_view transaction_prefix) const MAY_SLEEP override;

    TreeLinks<FreezeNotice> by_handle;
    TreeLinks<FreezeNotice> of_owner;
    Links<FreezeNotice> told;

private:
    enum class At : u8 { idle, queued, told };

    struct State {
        At at = At::idle;
        bool is_frozen = false;
        bool is_out_of_date = false; // what was told
        bool is_cleared = false;
        bool is_forgotten = false;

        bool becomes_queued();
    };

    void say() const MAY_SLEEP;

    Counted<Kind::freeze> counted_;
    KeptRef<Process> listener_;
    KeptRef<Node> node_;
    u64 id_;
    u32 handle_;
    u64 cookie_;
    Locked<State, SpinLock<"binder.freeze_notice">> state_;
};

} // namespace binder
