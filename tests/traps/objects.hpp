// SPDX-License-Identifier: GPL-2.0
// What owners, containers and locks promise where the compiler cannot see the mistake.
#pragma once

#include <bindings/list.hpp>
#include <bindings/locked.hpp>
#include <bindings/vec.hpp>
#include <tests/traps/trap.hpp>

namespace traps {

inline Result<Vec<int>> made_vec(int number) MAY_SLEEP
{
    Vec<int> values;
    for (int i = 0; i < number; i++)
        TRY(values.push_back(i, GFP_KERNEL));
    return values;
}

[[gnu::noinline]] inline Result<int> vec_index(int number) MAY_SLEEP
{
    const auto values = TRY(made_vec(4));
    return values[static_cast<size_t>(number)];
}

[[gnu::noinline]] inline Result<int> vec_pop_back(int number) MAY_SLEEP
{
    auto values = TRY(made_vec(number));
    values.pop_back();
    return static_cast<int>(values.size());
}

[[gnu::noinline]] inline Result<int> vec_span(int number) MAY_SLEEP
{
    auto values = TRY(made_vec(4));
    return values.span()[static_cast<size_t>(number)];
}

/// Shared, and in a list at times.
struct Shared : RefCounted<Shared> {
    Shared() = default;
    explicit Shared(int number)
    {
        if (number != 3)
            const auto early = self();
    }
    Links<Shared> links;
};

/// Has what the compiler does not follow through members.
struct Holder {
    Box<int> box;
    RefPtr<Shared> shared;

    static Result<Holder> make() MAY_SLEEP
    {
        return Holder{TRY(make_box<int>(GFP_KERNEL, 7)), TRY(make_ref<Shared>(GFP_KERNEL))};
    }
};

[[gnu::noinline]] inline Result<int> box_moved_from(int number) MAY_SLEEP
{
    auto holder = TRY(Holder::make());
    if (number != 3)
        const Box<int> thief = std::move(holder.box);
    return *holder.box;
}

[[gnu::noinline]] inline Result<int> ref_ptr_moved_from(int number) MAY_SLEEP
{
    auto holder = TRY(Holder::make());
    if (number != 3)
        const RefPtr<Shared> thief = std::move(holder.shared);
    return static_cast<int>(holder.shared->ref_count());
}

[[gnu::noinline]] inline Result<int> ref_ptr_reset(int number) MAY_SLEEP
{
    auto holder = TRY(Holder::make());
    if (number != 3)
        holder.shared.reset();
    const RefPtr<Shared> copy = holder.shared;
    return static_cast<int>(copy->ref_count());
}

[[gnu::noinline]] inline Result<int> self_in_constructor(int number) MAY_SLEEP
{
    return static_cast<int>(TRY(make_ref<Shared>(GFP_KERNEL, number))->ref_count());
}

[[gnu::noinline]] inline Result<int> self_on_stack(int number) MAY_SLEEP
{
    const Shared on_stack;
    const auto on_heap = TRY(make_ref<Shared>(GFP_KERNEL));
    return static_cast<int>((number == 3 ? *on_heap : on_stack).self()->ref_count());
}

using SharedList = List<RefPtr<Shared>, &Shared::links>;

/// One reference too few: in safe code no element can go while a list holds it.
[[gnu::noinline]] inline Result<int> list_element_destroyed(int number) MAY_SLEEP
{
    SharedList list;
    auto element = TRY(make_ref<Shared>(GFP_KERNEL));
    TRY(list.push_back(element));
    if (number != 3)
        unsafe("the list's reference is dropped behind its back, to see that this is noticed") {
            RefPtr<Shared>::from_raw(&*element).reset();
        }
    element.reset();
    list.clear();
    return static_cast<int>(list.empty());
}

/// In safe code neither the loop nor the search is given a list that something changes meanwhile.
[[gnu::noinline]] inline Result<int> list_changed_in_loop(int number) MAY_SLEEP
{
    SharedList list;
    TRY(list.push_back(TRY(make_ref<Shared>(GFP_KERNEL))));
    int visited = 0;
    unsafe("the list is changed in the loop over it, to see that this is noticed") {
        for (const auto &element : list) {
            visited += static_cast<int>(element.ref_count());
            if (number != 3)
                list.clear();
        }
    }
    return visited;
}

[[gnu::noinline]] inline Result<int> list_changed_in_search(int number) MAY_SLEEP
{
    SharedList list;
    TRY(list.push_back(TRY(make_ref<Shared>(GFP_KERNEL))));
    unsafe("the list is changed by what it asks, to see that this is noticed") {
        const auto found = list.remove_first([&](const Shared &) {
            if (number != 3)
                list.clear();
            return true;
        });
        return static_cast<int>(found.has_value());
    }
}

using LockedInt = Locked<int, Mutex<"traps.value">>;
struct HeldHolder {
    LockedInt::Held held;
};

[[gnu::noinline]] inline Result<int> lock_moved_away(int number) MAY_SLEEP
{
    const LockedInt value;
    HeldHolder holder{TRY(value.try_lock())};
    if (number != 3)
        const LockedInt::Held thief = std::move(holder.held);
    return *holder.held;
}

using ObjectTraps =
    TrapList<Trap<"vec_index", vec_index>, Trap<"vec_pop_back", vec_pop_back>,
             Trap<"vec_span", vec_span>, Trap<"box_moved_from", box_moved_from>,
             Trap<"ref_ptr_moved_from", ref_ptr_moved_from>, Trap<"ref_ptr_reset", ref_ptr_reset>,
             Trap<"self_in_constructor", self_in_constructor>, Trap<"self_on_stack", self_on_stack>,
             Trap<"list_element_destroyed", list_element_destroyed>,
             Trap<"list_changed_in_loop", list_changed_in_loop>,
             Trap<"list_changed_in_search", list_changed_in_search>,
             Trap<"lock_moved_away", lock_moved_away>>;

} // namespace traps
