// SPDX-License-Identifier: GPL-2.0
#include <bindings/drm/rect.hpp>
#include <bindings/kunit.hpp>

#include <array>

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

// All that is not in the hole, and once; whatever side it sticks out of.
Result<> outside_of_a_hole(kunit::Test &test)
{
    constexpr Rect all{.x1 = 1, .y1 = 1, .x2 = 6, .y2 = 5};
    for (int x = -1; x < 7; x++) {
        for (int y = -1; y < 7; y++) {
            const Rect hole{.x1 = x, .y1 = y, .x2 = x + 2, .y2 = y + 2};
            std::array<std::array<int, 8>, 8> times{};
            all.for_each_outside(hole, [&](const Rect &part) {
                test.expect(!part.is_empty());
                for (int row = part.y1; row < part.y2; row++)
                    for (int column = part.x1; column < part.x2; column++)
                        times[static_cast<size_t>(row)][static_cast<size_t>(column)]++;
            });
            for (int row = 0; row < 8; row++) {
                for (int column = 0; column < 8; column++) {
                    const Rect pixel{.x1 = column, .y1 = row, .x2 = column + 1, .y2 = row + 1};
                    const bool is_outside = all.contains(pixel) && !hole.contains(pixel);
                    test.expect_eq(times[static_cast<size_t>(row)][static_cast<size_t>(column)],
                                   is_outside ? 1 : 0);
                }
            }
        }
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_two_have_in_common),
    KUNIT_CASE(what_is_beside_has_nothing),
    KUNIT_CASE(outside_of_a_hole),
};
kunit_test_suite("drm_rect", cases);

} // namespace
