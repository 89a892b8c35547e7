// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/flat_objects.hpp>

namespace binder {

namespace {

Strength strength_of(u32 type)
{
    const bool is_strong = type == BINDER_TYPE_BINDER || type == BINDER_TYPE_HANDLE;
    return is_strong ? Strength::strong : Strength::weak;
}

bool is_own(u32 type)
{
    return type == BINDER_TYPE_BINDER || type == BINDER_TYPE_WEAK_BINDER;
}

FlatObject as_handle(const FlatObject &object, u32 handle)
{
    const bool is_strong = strength_of(object.type) == Strength::strong;
    return {.type = is_strong ? BINDER_TYPE_HANDLE : BINDER_TYPE_WEAK_HANDLE,
            .flags = object.flags,
            .value = handle,
            .cookie = 0};
}

// An object of the sender: the target gets a handle, and the sender hears that it is needed.
Result<FlatObject> send_own(const Thread &sender, const Process &target, u32 id,
                            const FlatObject &object) MAY_SLEEP
{
    const Process &owner = sender.process();
    const Strength strength = strength_of(object.type);
    for (;;) {
        const auto node = TRY(owner.node_of(object));
        if (node->cookie() != object.cookie)
            return -EINVAL;
        if (!security_binder_transfer_binder(owner.cred(), target.cred()))
            return -EPERM;
        const auto handle = target.references().take(node, strength, true);
        if (!handle && handle.error() == -ESTALE) {
            owner.forget_node(*node);
            continue;
        }
        const u32 number = TRY(handle);
        if (node->is_news(strength)) {
            // This thread says so before it says that the transaction is complete.
            if (strength == Strength::strong)
                owner.take_back(*node);
            ignore_result(sender.push(node, Wake::later)); // another thread is about to say it
        }
        TRACE(binder_transaction_node_to_ref, id, node->id(), node->pointer(),
              target.references().id(number), number);
        return as_handle(object, number);
    }
}

// A handle of the sender: the target gets one too, or its own object.
Result<FlatObject> send_handle(const Thread &sender, const Process &target, u32 id,
                               const FlatObject &object) MAY_SLEEP
{
    const Strength strength = strength_of(object.type);
    const References &own = sender.process().references();
    const auto node = TRY(own.node(object.handle(), strength));
    if (!security_binder_transfer_binder(sender.process().cred(), target.cred()))
        return -EPERM;
    if (!node->owner().is(target)) {
        const u32 handle = TRY(target.references().take(node, strength, false));
        TRACE(binder_transaction_ref_to_ref, id, node->id(), own.id(object.handle()),
              object.handle(), target.references().id(handle), handle);
        return as_handle(object, handle);
    }
    TRY(node->hold(strength));
    TRACE(binder_transaction_ref_to_node, id, own.id(object.handle()), object.handle(), node->id(),
          node->pointer());
    const bool is_strong = strength == Strength::strong;
    return FlatObject{.type = is_strong ? BINDER_TYPE_BINDER : BINDER_TYPE_WEAK_BINDER,
                      .flags = object.flags,
                      .value = node->pointer(),
                      .cookie = node->cookie()};
}

} // namespace

Result<FlatObject> send_object(const Thread &sender, const Process &target, u32 id,
                               const FlatObject &object) MAY_SLEEP
{
    return is_own(object.type) ? send_own(sender, target, id, object)
                               : send_handle(sender, target, id, object);
}

void release_object(const Process &process, const FlatObject &object) MAY_SLEEP
{
    const Strength strength = strength_of(object.type);
    if (!is_own(object.type)) {
        ignore_result(
            process.references().drop(object.handle(), strength)); // it was dropped before
        return;
    }
    if (const auto node = process.node(object.value))
        (*node)->drop(strength);
}

} // namespace binder
