// SPDX-License-Identifier: GPL-2.0
// Handles: the numbers by which a process knows the objects of others.
#pragma once

#include <bindings/idr.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/freeze_notice.hpp>
#include <modules/binder/node.hpp>

namespace binder {

/// A node that a process has a handle for. Its table alone changes it, under the table's lock.
class Reference : public RefCounted<Reference> {
    Counted<Kind::reference> counted_; // beside the reference count

public:
    /// Ownership: of `handle`: nobody else has it until this goes.
    Reference(RefPtr<Node> &&node, IdaNumber &&handle)
        : node_(std::move(node)), handle_(std::move(handle))
    {}
    ~Reference() MAY_SLEEP;

    const KeptRef<Node> &node() const [[clang::lifetimebound]] { return node_; }
    u64 node_id() const { return node_->id(); }
    u32 handle() const { return handle_.number(); }
    /// A number that no other object has.
    u64 id() const { return id_; }
    u32 strong() const { return strong_.read(); }
    u32 weak() const { return weak_.read(); }

    TreeLinks<Reference> by_handle;
    TreeLinks<Reference> by_node;

private:
    friend class References;

    // Both say what the count was; one that is 0 stays so.
    u32 increment(Strength strength) const;
    u32 decrement(Strength strength) const;
    bool is_unused() const { return strong_.read() == 0 && weak_.read() == 0; }

    KeptRef<Node> node_;
    u64 id_ = next_id();
    IdaNumber handle_;
    Atomic<u32> strong_;
    Atomic<u32> weak_;
};

// A word more, and the kernel has 192 bytes for each.
static_assert(sizeof(Reference) <= 128);

/// The handles of a process. What a handle counts, its node counts too: before the handle does, and
/// until it does no longer.
class References {
public:
    /// Handles are numbers of `handles`, which nobody else has.
    explicit References(RefPtr<Ida> &&handles) : handles_(std::move(handles)) {}

    /// Context: Process context. May sleep.
    /// Return: what a handle means, or -EINVAL: nothing, or it is weak and `needed` is not.
    Result<RefPtr<Node>> node(u32 handle, Strength needed) const MAY_SLEEP;

    /// Context: Process context. May sleep.
    /// Return: the number of what stands behind a handle, or 0 if there is no such handle.
    u64 id(u32 handle) const MAY_SLEEP;

    /// Counts once more for a handle of `node`, which is made if there is none. `owner_sends`: as
    /// for Node::strengthen().
    ///
    /// Context: Process context. May sleep.
    /// Return: the handle; -ENOMEM, or as Node::strengthen().
    Result<u32> take(const RefPtr<Node> &node, Strength strength, bool owner_sends) const MAY_SLEEP;

    /// BC_INCREFS, BC_ACQUIRE.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or as node() and Node::strengthen().
    Result<> take(u32 handle, Strength strength) const MAY_SLEEP;

    /// BC_DECREFS, BC_RELEASE: the last count takes the handle along.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EINVAL: it does not count this.
    Result<> drop(u32 handle, Strength strength) const MAY_SLEEP;

    /// BC_REQUEST_DEATH_NOTIFICATION: `listener` has these handles.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no such handle), -EEXIST (requested before), -ENOMEM.
    Result<> request_death(const Process &listener, u32 handle, u64 cookie) const MAY_SLEEP;

    /// BC_CLEAR_DEATH_NOTIFICATION, said by `speaker`.
    ///
    /// Context: Process context of `speaker`. May sleep.
    /// Return: nothing, or -EINVAL: it was not requested with this cookie.
    Result<> clear_death(const Thread &speaker, u32 handle, u64 cookie) const MAY_SLEEP;

    /// BC_REQUEST_FREEZE_NOTIFICATION and BC_CLEAR_FREEZE_NOTIFICATION: `listener` has these handles.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no such handle, requested before, or not with this cookie), -ENOMEM.
    Result<> request_freeze(const Process &listener, u32 handle, u64 cookie) const MAY_SLEEP;
    Result<> clear_freeze(u32 handle, u64 cookie) const MAY_SLEEP;

    /// Whether there is one for this node.
    ///
    /// Context: Process context. May sleep.
    bool has(const Node &node) const MAY_SLEEP;
    /// All of them.
    ///
    /// Context: Process context. May sleep.
    /// Return: the references, or -ENOMEM.
    Result<Vec<RefPtr<Reference>>> all() const MAY_SLEEP;
    void show(SeqFile &text) const MAY_SLEEP;

    /// The process is gone.
    ///
    /// Context: Process context. May sleep.
    void clear() const MAY_SLEEP;

private:
    struct State {
        RbTree<RefPtr<Reference>, &Reference::by_handle, &Reference::handle> by_handle;
        RbTree<RefPtr<Reference>, &Reference::by_node, &Reference::node_id> by_node;
        RbTree<RefPtr<Death>, &Death::by_handle, &Death::handle> deaths;
        RbTree<RefPtr<FreezeNotice>, &FreezeNotice::by_handle, &FreezeNotice::handle> freezes;
        bool is_closed = false;
    };

    template <auto notices, class Notice>
    Result<> add_notice(const RefPtr<Notice> &notice, u64 node_id) const MAY_SLEEP;
    template <auto notices>
    auto take_notice(u32 handle, u64 cookie) const MAY_SLEEP;
    Result<RefPtr<Reference>> find(u32 handle, Strength needed) const MAY_SLEEP;
    Result<RefPtr<Reference>> make(const RefPtr<Node> &node) const MAY_SLEEP;
    Result<RefPtr<Reference>> find_or_make(const RefPtr<Node> &node) const MAY_SLEEP;
    Result<u32> count(const RefPtr<Node> &node, Strength strength, bool &was_counted) const
        MAY_SLEEP;

    KeptRef<Ida> handles_;
    Locked<State, SpinLock<"binder.references">> state_;
};

} // namespace binder
