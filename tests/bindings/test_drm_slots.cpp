// SPDX-License-Identifier: GPL-2.0
#include <bindings/drm/slots.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;
using drm::detail::Slots;

// As a memory with buffers does.
u32 show_buffer(Slots &slots)
{
    const u32 slot = slots.find_for_buffer();
    if (slot != Slots::none) {
        slots.set_use(slot, Slots::Use::buffer);
        slots.show(slot);
    }
    return slot;
}

Result<> each_has_its_own(kunit::Test &test)
{
    Slots slots(3);
    test.expect_eq(slots.count(), 3u);
    test.expect_eq(slots.shown(), Slots::none);
    test.expect_eq(slots.canvas(), Slots::none);
    test.expect_eq(show_buffer(slots), 0u);
    test.expect_eq(show_buffer(slots), 1u);
    test.expect_eq(show_buffer(slots), 2u);
    // All were on the screen a moment ago.
    test.expect_eq(slots.find_for_buffer(), Slots::none);
    slots.set_use(1, Slots::Use::nothing);
    test.expect_eq(slots.find_for_buffer(), 1u);
    test.expect_eq(Slots(100).count(), Slots::most);
    return {};
}

Result<> what_was_long_ago_makes_room(kunit::Test &test)
{
    Slots slots(3);
    for (int i = 0; i < 3; i++)
        show_buffer(slots);
    slots.show(0);
    for (int i = 0; i < 1000 && slots.find_for_buffer() == Slots::none; i++)
        slots.show(2);
    test.expect_eq(slots.find_for_buffer(), 1u);
    return {};
}

Result<> a_canvas_is_always_to_be_had(kunit::Test &test)
{
    Slots slots(2);
    show_buffer(slots);
    show_buffer(slots);
    test.expect_eq(slots.find_for_canvas(), 0u);
    slots.set_use(0, Slots::Use::canvas);
    test.expect_eq(slots.canvas(), 0u);

    // Of one slot it is what is on the screen.
    Slots one(1);
    test.expect_eq(one.find_for_canvas(), 0u);
    show_buffer(one);
    test.expect_eq(one.find_for_buffer(), Slots::none);
    test.expect_eq(one.find_for_canvas(), 0u);

    test.expect_eq(Slots().find_for_buffer(), Slots::none);
    test.expect_eq(Slots().find_for_canvas(), Slots::none);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(each_has_its_own),
    KUNIT_CASE(what_was_long_ago_makes_room),
    KUNIT_CASE(a_canvas_is_always_to_be_had),
};
kunit_test_suite("drm_slots", cases);

} // namespace
