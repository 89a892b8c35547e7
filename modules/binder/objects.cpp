// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/objects.hpp>

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
Result<FlatObject> send_own(const Thread &sender, const Process &target, const FlatObject &object)
    MAY_SLEEP
{
    const Process &owner = sender.process();
    const Strength strength = strength_of(object.type);
    for (;;) {
        const auto node = TRY(owner.node_of(object));
        if (node->cookie() != object.cookie)
            return -EINVAL;
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
            ignore_result(sender.push(node, true)); // another thread is about to say it
        }
        return as_handle(object, number);
    }
}

// A handle of the sender: the target gets one too, or its own object.
Result<FlatObject> send_handle(const Thread &sender, const Process &target,
                               const FlatObject &object) MAY_SLEEP
{
    const Strength strength = strength_of(object.type);
    const auto node = TRY(sender.process().references().node(object.handle(), strength));
    if (!node->owner().is(target))
        return as_handle(object, TRY(target.references().take(node, strength, false)));
    TRY(node->hold(strength));
    const bool is_strong = strength == Strength::strong;
    return FlatObject{.type = is_strong ? BINDER_TYPE_BINDER : BINDER_TYPE_WEAK_BINDER,
                      .flags = object.flags,
                      .value = node->pointer(),
                      .cookie = node->cookie()};
}

Result<FlatObject> translate(const Thread &sender, const Process &target, const FlatObject &object)
    MAY_SLEEP
{
    switch (object.type) {
    case BINDER_TYPE_BINDER:
    case BINDER_TYPE_WEAK_BINDER: return send_own(sender, target, object);
    case BINDER_TYPE_HANDLE:
    case BINDER_TYPE_WEAK_HANDLE: return send_handle(sender, target, object);
    default: return -EINVAL;
    }
}

void release(const Process &process, const FlatObject &object) MAY_SLEEP
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

} // namespace

Result<> copy_objects(const Thread &sender, const Process &target, const TransactionData &data,
                      Lent &lent) MAY_SLEEP
{
    const Arena &arena = target.arena();
    const size_t offset = lent.offset;
    const size_t offsets = offset + aligned(data.data_size);
    UserSlice offsets_from(u64_to_user_ptr<char>(data.offsets), data.offsets_size);
    TRY(arena.fill(offsets, offsets_from, data.offsets_size));
    if (data.offsets_size % sizeof(u64) != 0)
        return -EINVAL;
    UserSlice from(u64_to_user_ptr<char>(data.data), data.data_size);
    size_t done = 0;
    for (size_t i = 0; i < data.offsets_size / sizeof(u64); i++) {
        const u64 at = TRY(arena.read<u64>(offsets + i * sizeof(u64)));
        if (at < done || at > data.data_size || at % sizeof(u32) != 0 ||
            data.data_size - at < sizeof(FlatObject))
            return -EINVAL;
        TRY(arena.fill(offset + done, from, at - done));
        const auto object = TRY(from.read<FlatObject>());
        TRY(arena.write(offset + at, TRY(translate(sender, target, object))));
        lent.objects++;
        done = at + sizeof(FlatObject);
    }
    return arena.fill(offset + done, from, data.data_size - done);
}

void release_objects(const Process &process, const Lent &lent) MAY_SLEEP
{
    const Arena &arena = process.arena();
    const size_t offsets = lent.offset + aligned(lent.data_size);
    for (size_t i = 0; i < lent.objects; i++) {
        const auto at = arena.read<u64>(offsets + i * sizeof(u64));
        if (!at)
            return;
        if (const auto object = arena.read<FlatObject>(lent.offset + *at))
            release(process, *object);
    }
}

} // namespace binder
