// SPDX-License-Identifier: GPL-2.0
#include <bindings/drm/rect.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;
using drm::Rect;

Result<> what_two_have_in_common(kunit::Test &test)
{
    constexpr Rect screen{.x1 = 0, .y1 = 0, .x2 = 100, .y2 = 50};
    constexpr Rect corner{.x1 = -8, .y1 = 40, .x2 = 8, .y2 = 56};
    test.expect(screen.intersect(corner) == Rect{.x1 = 0, .y1 = 40, .x2 = 8, .y2 = 50});
    test.expect(!screen.contains(corner));
    test.expect(screen.contains(screen.intersect(corner)));
    test.expect_eq(corner.width(), 16);
    test.expect_eq(corner.height(), 16);
    return {};
}

Result<> what_is_beside_has_nothing(kunit::Test &test)
{
    constexpr Rect left{.x1 = 0, .y1 = 0, .x2 = 10, .y2 = 10};
    constexpr Rect right{.x1 = 10, .y1 = 0, .x2 = 20, .y2 = 10};
    constexpr Rect far{.x1 = 30, .y1 = 30, .x2 = 40, .y2 = 40};
    test.expect(left.intersect(right).is_empty());
    test.expect(left.intersect(far).is_empty());
    test.expect(!left.contains(right));
    test.expect(!left.is_empty());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_two_have_in_common),
    KUNIT_CASE(what_is_beside_has_nothing),
};
kunit_test_suite("drm_rect", cases);

} // namespace
