// SPDX-License-Identifier: GPL-2.0
// fill, copy, blend.
#include <algorithm>
#include <random>

#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Opcode;

namespace {

/// A picture that both sides have.
class Picture {
public:
    Picture(Space &space, uint32_t width, uint32_t height)
        : width_(width), buffer_(space.allocate(size_t{width} * height * 4)),
          pixels_(size_t{width} * height)
    {}

    void fill(uint32_t seed)
    {
        std::mt19937 random(seed);
        for (size_t i = 0; i < pixels_.size(); i++)
            pixels_[i] = pixel(i) = static_cast<uint32_t>(random());
    }

    abi::Surface surface() const
    {
        return {.address = buffer_.address, .stride = width_ * 4, .pad = 0};
    }
    uint32_t &expected(uint32_t x, uint32_t y) { return pixels_[size_t{y} * width_ + x]; }
    /// How many are not as they are expected.
    size_t differences()
    {
        size_t count = 0;
        for (size_t i = 0; i < pixels_.size(); i++)
            count += pixels_[i] != pixel(i);
        return count;
    }

private:
    uint32_t &pixel(size_t number) { return buffer_.at<uint32_t>(number * 4); }

    uint32_t width_;
    Buffer buffer_;
    std::vector<uint32_t> pixels_;
};

struct Canvas {
    Canvas(Fixture &fixture, uint32_t width, uint32_t height)
        : group(*fixture.space), to(*fixture.space, width, height),
          from(*fixture.space, width, height), descriptors(fixture.space->allocate(4096))
    {
        to.fill(1);
        from.fill(2);
    }

    std::optional<abi::Message> draw(Opcode opcode, const abi::Draw &what)
    {
        descriptors.at<abi::Draw>() = what;
        return group.run(Stream().move48(8, descriptors.address).add(opcode, 0, 8));
    }

    Group group;
    Picture to;
    Picture from;
    Buffer descriptors;
};

} // namespace

// By the formula, in numbers that have no limits.
static uint32_t blended(uint32_t over, uint32_t under)
{
    uint32_t result = 0;
    for (unsigned int shift = 0; shift < 32; shift += 8) {
        const double alpha = over >> 24, o = over >> shift & 255, u = under >> shift & 255;
        const double sum = o + static_cast<uint32_t>(u * (255 - alpha) / 255 + 0.5);
        result |= static_cast<uint32_t>(std::min(sum, 255.0)) << shift;
    }
    return result;
}

// What a rectangle becomes.
static void expect(Canvas &canvas, Opcode opcode, const abi::Draw &what)
{
    for (uint32_t y = 0; y < what.height; y++)
        for (uint32_t x = 0; x < what.width; x++) {
            uint32_t &pixel = canvas.to.expected(x + what.to_x, y + what.to_y);
            const uint32_t source = canvas.from.expected(x + what.from_x, y + what.from_y);
            pixel = opcode == Opcode::fill   ? what.color
                    : opcode == Opcode::copy ? source
                                             : blended(source, pixel);
        }
}

static void test_rectangles(Fixture &fixture)
{
    Canvas canvas(fixture, 300, 200);
    abi::Draw what = {
        .to = canvas.to.surface(),
        .from = canvas.from.surface(),
        .to_x = 20,
        .to_y = 10,
        .from_x = 7,
        .from_y = 3,
        .width = 270,
        .height = 180,
        .color = 0x80102030,
        .pad = 0,
    };
    for (const Opcode opcode : {Opcode::fill, Opcode::copy, Opcode::blend}) {
        expect(canvas, opcode, what);
        const auto fault = canvas.draw(opcode, what);
        const size_t differences = canvas.to.differences();
        Report::result(!fault && differences == 0,
                       std::format("draws: {:#x}", static_cast<int>(opcode)),
                       std::format("{} pixels differ", differences));
        Report::result(canvas.from.differences() == 0, "and only where it is to");
    }
    what.width = 0;
    Report::result(!canvas.draw(Opcode::fill, what) && canvas.to.differences() == 0, "no columns");
    std::swap(what.width, what.height);
    Report::result(!canvas.draw(Opcode::fill, what) && canvas.to.differences() == 0, "no rows");
}

// Each pair of an alpha and a colour, and of a colour and another.
static void test_blend(Fixture &fixture)
{
    Canvas canvas(fixture, 256, 256);
    const Buffer picture = fixture.space->allocate(256 * 256 * 4),
                 under = fixture.space->allocate(256 * 256 * 4);
    for (uint32_t y = 0; y < 256; y++)
        for (uint32_t x = 0; x < 256; x++) {
            picture.at<uint32_t>((y * 256 + x) * 4) =
                y << 24 | x << 16 | (x * y & 255) << 8 | (255 - x);
            under.at<uint32_t>((y * 256 + x) * 4) = x << 24 | (y ^ x) << 16 | y << 8 | x;
        }
    std::vector<uint32_t> wanted(256 * 256);
    for (size_t i = 0; i < wanted.size(); i++)
        wanted[i] = blended(picture.at<uint32_t>(i * 4), under.at<uint32_t>(i * 4));
    canvas.draw(Opcode::blend, {.to = {under.address, 1024, 0},
                                .from = {picture.address, 1024, 0},
                                .to_x = 0,
                                .to_y = 0,
                                .from_x = 0,
                                .from_y = 0,
                                .width = 256,
                                .height = 256,
                                .color = 0,
                                .pad = 0});
    size_t differences = 0;
    for (size_t i = 0; i < wanted.size(); i++)
        differences += wanted[i] != under.at<uint32_t>(i * 4);
    check_same(differences, size_t{0}, "blend rounds, and saturates");
}

struct Refused {
    const char *name;
    Opcode opcode;
    abi::Fault fault;
    void (*spoil)(abi::Draw &draw);
};
static const Refused refused[] = {
    {"a side that is too large", Opcode::fill, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.height = 16385; }},
    {"a place that is too far", Opcode::fill, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.to_y = 16321; }},
    {"a place that wraps around", Opcode::fill, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.to_x = ~0u - 15; }},
    {"a stride that is too small", Opcode::fill, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.to.stride = 252; }},
    {"a stride of the source, too", Opcode::copy, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.from.stride = 0; }},
    {"a source that is too far", Opcode::blend, abi::Fault::invalid_descriptor,
     [](abi::Draw &draw) { draw.from_x = 16384; }},
    {"half of a pixel", Opcode::fill, abi::Fault::misaligned,
     [](abi::Draw &draw) { draw.to.address += 2; }},
    {"a stride that four does not divide", Opcode::copy, abi::Fault::misaligned,
     [](abi::Draw &draw) { draw.from.stride += 1; }},
    {"what is behind the picture", Opcode::fill, abi::Fault::translation,
     [](abi::Draw &draw) { draw.height = 65; }},
    {"a source behind the picture", Opcode::copy, abi::Fault::translation,
     [](abi::Draw &draw) { draw.from_y = 1; }},
    {"the highest address", Opcode::fill, abi::Fault::translation,
     [](abi::Draw &draw) { draw.to.address = ~3ULL; }},
};

static void test_refused(Fixture &fixture)
{
    Canvas canvas(fixture, 64, 64);
    const abi::Draw good = {
        .to = canvas.to.surface(),
        .from = canvas.from.surface(),
        .to_x = 0,
        .to_y = 0,
        .from_x = 0,
        .from_y = 0,
        .width = 64,
        .height = 64,
        .color = 0,
        .pad = 0,
    };
    for (const Refused &one : refused) {
        abi::Draw what = good;
        one.spoil(what);
        const auto fault = canvas.draw(one.opcode, what);
        Report::result(fault && fault->code == static_cast<uint32_t>(one.fault),
                       std::format("draws not: {}", one.name),
                       std::format("code {:#x} at {:#x}", fault ? fault->code : 0,
                                   fault ? fault->address : 0));
    }
    const auto fault =
        Group(*fixture.space)
            .run(Stream().move48(8, canvas.descriptors.address + 4).add(Opcode::fill, 0, 8));
    Report::result(fault && fault->code == static_cast<uint32_t>(abi::Fault::misaligned),
                   "a descriptor that is not aligned");
}

void test_draw(Setup &setup)
{
    Fixture fixture(setup);
    test_rectangles(fixture);
    test_blend(fixture);
    test_refused(fixture);
}
