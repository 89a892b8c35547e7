// SPDX-License-Identifier: GPL-2.0
// gpu_demo NODE CARD SCREEN PREFIX FRAMES: an animated scene, which the processor of NODE draws and the display
// CARD shows; the buffers go from one to the other by PRIME. QEMU keeps a picture of SCREEN for each frame, whose
// name says what has to be on it.
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/target.hpp>
#include <tests/user/gpu/workspace.hpp>
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/screen.hpp>

#include <memory>

namespace {

using gpu::abi::Compute;
using gpu::abi::Draw;
using Opcode = gpu::abi::Opcode;

constexpr std::uint32_t width = 640, height = 480;
constexpr Area patch{.x = 40, .y = 60, .width = 240, .height = 160};
constexpr std::uint32_t veil_size = 96, veils = 3;

constexpr unsigned char pattern_program[] = {
#embed "gpu_pattern.bin"
};

/// What is said of one frame: where its veils are.
struct Frame {
    unsigned number;

    std::uint32_t seed() const { return 1 + number % 3; }
    std::uint32_t x(unsigned veil) const
    {
        return (60 + 180 * veil + 24 * number) % (width - veil_size);
    }
    std::uint32_t y(unsigned veil) const
    {
        return (80 + 90 * veil + 16 * number) % (height - veil_size);
    }

    std::string layers() const
    {
        std::string all = "pattern" + std::to_string(seed()) + "_pattern7";
        for (const auto number : {patch.x, patch.y, patch.width, patch.height})
            all += "-" + std::to_string(number);
        for (unsigned i = 0; i < veils; i++)
            all += "_veil64-128-" + std::to_string(x(i)) + "-" + std::to_string(y(i)) + "-" +
                   std::to_string(veil_size) + "-" + std::to_string(veil_size);
        return all;
    }
};

/// The processor's side: descriptors and a stream for each frame, in memory that it shares with this program.
class Scene {
public:
    Scene(const Gpu &gpu, const Card &card)
        : space_(gpu), group_(gpu, space_.vm, 1), done_(gpu),
          other_(gpu, space_.vm, other_at, card, width, height)
    {
        for (unsigned i = 0; i < 2; i++)
            targets_[i] = std::make_unique<Target>(gpu, space_.vm, target_at + i * target_step,
                                                   card, width, height);
        for (std::size_t i = 0; i < sizeof(pattern_program); i += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, pattern_program + i,
                        std::min(sizeof(word), sizeof(pattern_program) - i));
            space_.words[program_at / 8 + i / 8] = word;
        }
    }

    const Target &draw(const Frame &frame)
    {
        const Target &target = *targets_[frame.number % 2];
        place_ = first_descriptor;
        Stream stream;
        paint(stream, target, frame.seed());
        paint(stream, other_, 7);
        add(stream, Opcode::copy,
            {.to = surface(target),
             .from = surface(other_),
             .to_x = patch.x,
             .to_y = patch.y,
             .from_x = patch.x,
             .from_y = patch.y,
             .width = patch.width,
             .height = patch.height,
             .color = 0,
             .pad = 0});
        add(stream, Opcode::fill,
            {.to = veil(),
             .from = {},
             .to_x = 0,
             .to_y = 0,
             .from_x = 0,
             .from_y = 0,
             .width = veil_size,
             .height = veil_size,
             .color = 0x80404040,
             .pad = 0});
        lay_veils(stream, target, frame);
        EXPECT(group_.submit({submit_of(0, space_.put(stream), stream.size(), {signal_to(done_)})}),
               0, 0);
        EXPECT(done_.wait(60), 0, 0);
        EXPECT(group_.state().state, 0, 0);
        return target;
    }

private:
    void lay_veils(Stream &stream, const Target &target, const Frame &frame)
    {
        for (unsigned i = 0; i < veils; i++)
            add(stream, Opcode::blend,
                {.to = surface(target),
                 .from = veil(),
                 .to_x = frame.x(i),
                 .to_y = frame.y(i),
                 .from_x = 0,
                 .from_y = 0,
                 .width = veil_size,
                 .height = veil_size,
                 .color = 0,
                 .pad = 0});
    }

    // In the workspace: streams first.
    static constexpr std::size_t program_at = 0x8000, first_descriptor = 0x10000, veil_at = 0x40000;
    static constexpr std::uint64_t target_at = 0x100'0000, target_step = 0x80'0000,
                                   other_at = 0x80'0000;

    static gpu::abi::Surface surface(const Target &target)
    {
        return {.address = target.at, .stride = target.stride(), .pad = 0};
    }
    static gpu::abi::Surface veil()
    {
        return {.address = Workspace::base + veil_at, .stride = veil_size * 4, .pad = 0};
    }
    template <class T> void add(Stream &stream, Opcode what, const T &descriptor)
    {
        stream.move48(0, space_.put(descriptor, place_)).draw(what, 0);
        place_ += 64;
    }
    void add(Stream &stream, Opcode what, const Draw &descriptor)
    {
        add<Draw>(stream, what, descriptor);
    }
    /// By a program, once for each pixel.
    void paint(Stream &stream, const Target &target, std::uint32_t seed)
    {
        const std::uint32_t arguments[] = {static_cast<std::uint32_t>(target.at), target.stride(),
                                           seed, 0};
        const auto where = space_.put(arguments, place_);
        place_ += 64;
        add(stream, Opcode::compute,
            Compute{.window = 0,
                    .arguments = where,
                    .program = static_cast<std::uint32_t>(Workspace::base + program_at),
                    .x = width,
                    .y = height,
                    .z = 1,
                    .most_instructions = 1000,
                    .pad = 0});
    }

    Workspace space_;
    Group group_;
    Syncobj done_;
    Target other_;
    std::unique_ptr<Target> targets_[2];
    std::size_t place_ = 0;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6)
        return 2;
    const Gpu gpu(argv[1]);
    const Card card(argv[2]);
    const Screen screen{argv[3], argv[4]};
    Scene scene(gpu, card);
    for (unsigned i = 0; i < static_cast<unsigned>(std::atoi(argv[5])); i++) {
        const Frame frame{i};
        const Target &target = scene.draw(frame);
        Commit commit(card);
        commit.show(target);
        if (i == 0)
            commit.mode(card.mode(width, height));
        EXPECT(commit.now(), 0, 0);
        screen.keep("frame" + std::to_string(i), width, height, frame.layers());
    }
    return failures != 0;
}
