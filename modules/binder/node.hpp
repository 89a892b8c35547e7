// SPDX-License-Identifier: GPL-2.0
// An object that others call.
#pragma once

#include <modules/binder/death.hpp>
#include <modules/binder/strong_counts.hpp>

namespace binder {

class Process;
class Processes;

/// How much a count keeps: a weak one the name of an object, a strong one the object.
enum class Strength : u8 { weak, strong };

/// An object of a process, by the two numbers that the process knows it by. As work, it tells the
/// process whether others still need it.
class Node final : public Work {
public:
    Node(RefPtr<Process> &&owner, const FlatObject &object);
    ~Node() MAY_SLEEP override;

    const Process &owner() const [[clang::lifetimebound]] { return *owner_; }
    u64 pointer() const { return pointer_; }
    u64 cookie() const { return cookie_; }
    /// A number that no other node has.
    u64 id() const { return id_; }
    s32 least_nice() const { return static_cast<s32>(flags_ & FLAT_BINDER_FLAG_PRIORITY_MASK); }
    bool wants_context() const { return (flags_ & FLAT_BINDER_FLAG_TXN_SECURITY_CTX) != 0; }
    bool accepts_files() const { return (flags_ & FLAT_BINDER_FLAG_ACCEPTS_FDS) != 0; }
    bool is_manager() const { return is_manager_.read(); }

    /// It is what handle 0 means: its owner is never told that it is needed.
    ///
    /// Context: Any context.
    void become_manager() const;
    /// It is that no more: its owner is gone.
    ///
    /// Context: Any context.
    void resign() const { is_manager_.set(false); }

    /// Takes a local count: for a call on its way, or for an object in its owner's memory.
    ///
    /// Context: Any context.
    /// Return: nothing; -ESTALE: the owner was told that nobody needs it; -ESRCH: it is gone.
    Result<> hold(Strength strength) const
    {
        if (strength == Strength::strong && strong_.try_add())
            return {};
        return hold_more(strength);
    }
    /// Gives a local count back.
    ///
    /// Context: Process context. May sleep.
    void drop(Strength strength) const MAY_SLEEP
    {
        if (strength != Strength::strong || !strong_.try_drop())
            drop_last(strength);
    }

    /// A reference of another process begins and ends.
    ///
    /// Context: Process context. May sleep.
    /// Return: as hold().
    Result<> add_reference() const;
    void drop_reference() const MAY_SLEEP;

    /// A reference becomes strong, and ceases to be. It can, if its owner sends it at the time, or
    /// there is another strong one.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (it can not), or as hold().
    Result<> strengthen(bool owner_sends) const;
    void weaken() const MAY_SLEEP;

    /// Whether its owner is to be told that others need it as much as this.
    ///
    /// Context: Any context.
    bool is_news(Strength strength) const;

    struct Counts {
        u32 strong;
        u32 weak;
        bool has_strong;
        bool has_weak;
        u32 references;
        u32 strong_references;
        bool has_turn;
        bool is_dead;
    };
    /// What is counted of it, and what of that its owner was told.
    ///
    /// Context: Any context.
    Counts counts() const;

    /// The owner confirms what it was told: BC_INCREFS_DONE, BC_ACQUIRE_DONE.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EINVAL: it was not told.
    Result<> confirm(Strength strength) const MAY_SLEEP;

    /// One-way calls of a node come one after the other: takes `work` in, or keeps it until those
    /// before it are done. If the process is frozen, it may take the place of another one.
    ///
    /// Context: Process context. May sleep.
    /// Return: the work, if it is its turn; or -ESRCH: the process is gone.
    Result<std::optional<RefPtr<Work>>> take_turn(RefPtr<Work> work, bool is_frozen) const
        MAY_SLEEP;

    /// A one-way call is done.
    ///
    /// Context: Any context.
    /// Return: the next one, whose turn it is now.
    std::optional<RefPtr<Work>> end_turn() const;

    /// Who wants to hear when its process is gone.
    ///
    /// Context: Process context. May sleep.
    /// Return: false if it is.
    bool add_death(RefPtr<Death> death) const MAY_SLEEP;
    void remove_death(const Death &death) const MAY_SLEEP;

    /// The process is gone.
    ///
    /// Context: Process context. May sleep.
    void die() const MAY_SLEEP;

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override;
    void show(SeqFile &text, const Process &in, std::string_view prefix,
              std::string_view transaction_prefix) const MAY_SLEEP override;
    /// What is counted of it, who has handles for it, and which one-way calls wait.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &text, const Processes &all) const MAY_SLEEP;

    TreeLinks<Node> of_process;

private:
    enum class After : u8 { nothing, tell, forget };

    struct State {
        u32 references = 0;
        u32 local_weak = 0;
        // What the owner was told, and what of that it has not confirmed.
        bool has_weak = false;
        bool has_strong = false;
        bool awaits_weak = false;
        bool awaits_strong = false;
        bool is_forgotten = false;

        bool has_turn = false;
        WorkList waiting;
        List<RefPtr<Death>, &Death::of_node> deaths;

        bool is_weak() const { return references != 0 || local_weak != 0; }
    };

    /// hold() and drop() with the lock: where there are no others, or the count is weak, or the owner is gone.
    [[gnu::noinline]] Result<> hold_more(Strength strength) const;
    [[gnu::noinline]] void drop_last(Strength strength) const MAY_SLEEP;
    void drop_local(State &state, Strength strength) const;
    After after_drop(State &state, Strength strength) const;
    void act(After after) const MAY_SLEEP;

    Counted<Kind::node> counted_;
    KeptRef<Process> owner_;
    u64 pointer_;
    u64 cookie_;
    u32 flags_;
    u64 id_;
    Atomic<bool> is_manager_;
    StrongCounts strong_;
    Locked<State, SpinLock<"binder.node">> state_;
};

/// A strong local count of a node, for as long as it lives.
class Target {
public:
    /// Context: Any context.
    /// Return: the target, or as Node::hold().
    static Result<Target> of(RefPtr<Node> node) MAY_SLEEP
    {
        TRY(node->hold(Strength::strong));
        return Target(std::move(node));
    }

    Target(Target &&from) noexcept : node_(std::exchange(from.node_, std::nullopt)) {}
    Target &operator=(Target &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(node_, from.node_);
        return *this;
    }
    ~Target() MAY_SLEEP
    {
        if (node_) [[unlikely]]
            give_back();
    }

    const Node &node() const [[clang::lifetimebound]] { return **node_; }

    /// Leaves the count to who takes the node: it is to be dropped by Node::drop().
    ///
    /// Context: Any context. BUG if it was handed over or moved from.
    RefPtr<Node> hand_over() { return std::move(*std::exchange(node_, std::nullopt)); }

private:
    [[gnu::noinline]] void give_back() MAY_SLEEP { (*node_)->drop(Strength::strong); }

    explicit Target(RefPtr<Node> &&node) : node_(std::move(node)) {}

    std::optional<RefPtr<Node>> node_;
};

} // namespace binder
