// SPDX-License-Identifier: GPL-2.0
// An object that others call.
#pragma once

#include <bindings/locked.hpp>
#include <modules/binder/work.hpp>

namespace binder {

class Process;

/// An object of a process, by the two numbers that the process knows it by.
class Node : public RefCounted<Node> {
public:
    Node(RefPtr<Process> &&owner, u64 pointer, u64 cookie);
    ~Node() MAY_SLEEP;

    const Process &owner() const [[clang::lifetimebound]] { return *owner_; }
    u64 pointer() const { return pointer_; }
    u64 cookie() const { return cookie_; }

    /// One-way calls of a node come one after the other: takes `work` in, or keeps it until those
    /// before it are done.
    ///
    /// Context: Process context. May sleep.
    /// Return: the work, if it is its turn.
    std::optional<RefPtr<Work>> take_turn(RefPtr<Work> work) const MAY_SLEEP;

    /// A one-way call is done.
    ///
    /// Context: Any context.
    /// Return: the next one, whose turn it is now.
    std::optional<RefPtr<Work>> end_turn() const;

private:
    struct Turns {
        bool is_taken = false;
        WorkList waiting;
    };

    RefPtr<Process> owner_;
    u64 pointer_;
    u64 cookie_;
    Locked<Turns, SpinLock<"binder.node">> turns_;
};

} // namespace binder
