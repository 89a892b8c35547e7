// SPDX-License-Identifier: GPL-2.0
#include <modules/bochs/crtc.hpp>

#include <algorithm>
#include <array>

namespace bochs {
namespace {

/// One channel over another, both from 0 to 255; `over` was multiplied with its alpha.
constexpr u32 blend_channel(u32 over, u32 under, u32 alpha)
{
    const u32 product = under * (255 - alpha) + 128;
    // Division by 255, rounded.
    return std::min(over + ((product + (product >> 8)) >> 8), u32{255});
}
static_assert(blend_channel(0, 200, 0) == 200 && blend_channel(7, 200, 255) == 7);
static_assert(blend_channel(100, 255, 128) == 227);

constexpr u32 blend(u32 over, u32 under)
{
    const u32 alpha = over >> 24;
    u32 pixel = 0;
    for (const unsigned int shift : {0u, 8u, 16u})
        pixel |= blend_channel((over >> shift) & 0xff, (under >> shift) & 0xff, alpha) << shift;
    return pixel;
}

} // namespace

drm::ModeStatus Crtc::mode_valid(const drm::DisplayMode &mode) const
{
    const auto [width, height] = mode.size();
    // VGA drops the lowest bits: the rows would not lie where they are looked for.
    if (width % 8 != 0)
        return drm::ModeStatus::bad_width;
    if (size_t{width} * height * sizeof(u32) > memory_->size())
        return drm::ModeStatus::no_memory;
    return drm::ModeStatus::ok;
}

void Crtc::enable(const drm::DisplayMode &mode) const
{
    const auto [width, height] = mode.size();
    const size_t pitch = size_t{width} * sizeof(u32);
    memory_->lay_out(pitch * height, pitch * (Screen::lowest_row + height));
    screen_->set_mode(mode.size());
}

bool Crtc::is_quick(const drm::Frame &frame) const
{
    return !frame.has_cursor() && memory_->holds(frame.primary());
}

void Crtc::flush(const drm::Frame &frame) const
{
    const size_t pitch = static_cast<u32>(frame.primary().where().width()) * sizeof(u32);
    std::optional<size_t> begin;
    if (!frame.has_cursor())
        begin = memory_->place(frame.primary(), pitch);
    if (!begin)
        begin = memory_->draw(frame, pitch, [&](const drm::Canvas &canvas, bool is_new) {
            frame.for_each_damage(is_new,
                                  [&](const drm::Rect &part) { draw(frame, part, canvas); });
        });
    if (begin)
        screen_->show(*begin, pitch);
}

void Crtc::draw(const drm::Frame &frame, const drm::Rect &part, const drm::Canvas &canvas)
{
    const drm::Rect arrow = frame.has_cursor() ? frame.cursor().where() : drm::Rect();
    part.for_each_outside(arrow,
                          [&](const drm::Rect &outside) { canvas.copy(frame.primary(), outside); });
    if (const drm::Rect common = part.intersect(arrow); !common.is_empty())
        draw_with_cursor(frame, common, canvas);
}

void Crtc::draw_with_cursor(const drm::Frame &frame, const drm::Rect &part,
                            const drm::Canvas &canvas)
{
    // User space may ask for a larger one than it was told of.
    constexpr int at_once = 64;
    std::array<u32, at_once> under;
    std::array<u32, at_once> over;
    for (int y = part.y1; y < part.y2; y++) {
        for (int x = part.x1; x < part.x2; x += at_once) {
            const auto width = static_cast<size_t>(std::min(at_once, part.x2 - x));
            const auto row = std::span(under).first(width);
            frame.primary().read(x, y, row);
            frame.cursor().read(x, y, std::span(over).first(width));
            for (size_t i = 0; i < width; i++)
                row[i] = blend(over[i], row[i]);
            canvas.write(x, y, row);
        }
    }
}

} // namespace bochs
