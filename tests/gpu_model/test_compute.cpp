// SPDX-License-Identifier: GPL-2.0
// Programs that run on the GPU, compiled from C++ or written in numbers.
#include <algorithm>
#include <array>
#include <limits>

#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Fault;
using abi::Opcode;

namespace {

constexpr uint64_t window = 0x60'0000'0000;
constexpr uint32_t program_at = 0x10000, arguments_at = 0x20000, data_at = 0x30000;

/// A window, with a program in it and memory for its data.
struct Program {
    explicit Program(Fixture &fixture, std::span<const std::byte> code)
        : group(*fixture.space), descriptor(fixture.space->allocate(4096)),
          memory_(fixture.machine.ram()), physical_(fixture.card.allocate(0x80000))
    {
        std::ranges::copy(code, bytes(program_at).begin());
        fixture.space->map(window + program_at, physical_ + program_at, 0x10000, executable);
        fixture.space->map(window + arguments_at, physical_ + arguments_at, 0x60000, writable);
        fixture.space->update();
    }

    std::span<std::byte> bytes(uint32_t at) const { return memory_.subspan(physical_ + at); }
    uint32_t &word(uint32_t at) const { return *reinterpret_cast<uint32_t *>(bytes(at).data()); }

    static abi::Compute described(uint32_t x, uint32_t y, uint32_t z, uint32_t most)
    {
        return {.window = window,
                .arguments = arguments_at,
                .program = program_at,
                .x = x,
                .y = y,
                .z = z,
                .most_instructions = most,
                .pad = 0};
    }
    Stream stream(const abi::Compute &compute)
    {
        descriptor.at<abi::Compute>() = compute;
        return Stream().move48(8, descriptor.address).add(Opcode::compute, 0, 8);
    }

    Group group;
    Buffer descriptor;

private:
    std::span<std::byte> memory_;
    uint64_t physical_;
};

} // namespace

static uint32_t upper(__int128 product)
{
    return static_cast<uint32_t>(static_cast<unsigned __int128>(product) >> 32);
}

// Quotients and remainders, signed and not.
static std::array<uint32_t, 4> divided(uint32_t a, uint32_t b)
{
    const auto sa = static_cast<int32_t>(a), sb = static_cast<int32_t>(b);
    if (b == 0)
        return {~0u, ~0u, a, a};
    if (sa == std::numeric_limits<int32_t>::min() && sb == -1)
        return {a, a / b, 0, a % b};
    return {static_cast<uint32_t>(sa / sb), a / b, static_cast<uint32_t>(sa % sb), a % b};
}

// What the program has to store, in the order in which it does so.
static std::vector<uint32_t> computed(uint32_t a, uint32_t b)
{
    const auto sa = static_cast<int32_t>(a), sb = static_cast<int32_t>(b);
    const auto word = [](auto number) { return static_cast<uint32_t>(number); };
    std::vector<uint32_t> results = {a + b, a - b, a << (b & 31), sa < sb, a < b, a ^ b};
    const auto add = [&](std::initializer_list<uint32_t> more) {
        results.insert(results.end(), more);
    };
    add({a >> (b & 31), word(sa >> (b & 31)), a | b, a & b});
    add({a * b, upper(__int128{sa} * sb), upper(__int128{sa} * b), upper(__int128{a} * b)});
    for (const uint32_t result : divided(a, b))
        results.push_back(result);
    uint32_t taken = 0;
    for (const bool one : {a == b, a != b, sa < sb, sa >= sb, a < b, a >= b})
        taken = taken << 1 | one;
    add({taken, word(sa >> 24), a >> 16 & 255, word(sa >> 16), a & 0xffff});
    add({(b & 0xffff) << 16 | (b & 255) << 8 | (a & 255)});
    add({a - 2048, sa < -1, a < ~0u, a ^ 0x555, a << 31, a >> 7, word(sa >> 7)});
    return results;
}

static void test_arithmetic(Fixture &fixture, const Setup &setup)
{
    constexpr std::array<uint32_t, 14> numbers = {
        0,           1,           2,           3,           7,           31,          32,
        0x7fff'ffff, 0x8000'0000, 0x8000'0001, 0xffff'ffff, 0xffff'fffe, 0x1234'5678, 0xdead'beef};
    Program program(fixture, read_file(setup.folder + "/arithmetic.bin"));
    for (uint32_t i = 0; i < numbers.size(); i++)
        program.word(arguments_at + 0x100 + i * 4) = numbers[i];
    program.word(arguments_at) = arguments_at + 0x100;
    program.word(arguments_at + 4) = data_at;
    program.word(arguments_at + 8) = numbers.size();
    const auto fault = program.group.run(
        program.stream(Program::described(numbers.size(), numbers.size(), 1, 1000)));
    std::string wrong =
        fault ? std::format("fault {:#x} at {:#x}", fault->code, fault->address) : "";
    for (uint32_t y = 0; y < numbers.size(); y++)
        for (uint32_t x = 0; x < numbers.size(); x++) {
            const auto wanted = computed(numbers[x], numbers[y]);
            for (uint32_t i = 0; i < wanted.size(); i++) {
                const uint32_t is = program.word(
                    data_at + ((y * static_cast<uint32_t>(numbers.size()) + x) * 32 + i) * 4);
                if (is != wanted[i] && wrong.empty())
                    wrong = std::format("result {} of {:#x} and {:#x} is {:#x}, not {:#x}", i,
                                        numbers[x], numbers[y], is, wanted[i]);
            }
        }
    Report::result(wrong.empty(), "all of RV32IM", wrong);
}

static void test_program(Fixture &fixture, const Setup &setup)
{
    Program program(fixture, read_file(setup.folder + "/gradient.bin"));
    const auto fault = program.group.run(program.stream(Program::described(16, 8, 4, 100'000)));
    constexpr std::array<uint32_t, 16> fibonacci = {0,  1,  1,  2,  3,   5,   8,   13,
                                                    21, 34, 55, 89, 144, 233, 377, 610};
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < 16 * 8 * 4; i++)
        wrong += program.word(arguments_at + i * 4) !=
                 fibonacci[i % 16] * 1000 + i / 16 % 8 * 10 + i / 128 + 1;
    Report::result(!fault && wrong == 0, "a program, once for each place",
                   std::format("{} are wrong", wrong));
    Report::result(!program.group.run(program.stream(Program::described(0, 8, 4, 1))), "or never");
    check_same(program.word(arguments_at), 1u, "then nothing happens");
}

static void check_fault(const std::optional<abi::Message> &fault, Fault code, uint64_t address,
                        const char *name)
{
    const auto said = fault ? std::format("{:#x} at {:#x}", fault->code, fault->address) : "none";
    const auto wanted = std::format("{:#x} at {:#x}", static_cast<uint32_t>(code), address);
    Report::result(said == wanted, std::format("program: {}", name),
                   std::format("{} instead of {}", said, wanted));
}

static void test_traps(Fixture &fixture)
{
    constexpr uint64_t pc = uint64_t{program_at + 4} << 32;
    struct Case {
        const char *name;
        uint32_t instruction;
        Fault code;
        uint64_t address;
    };
    const Case cases[] = {
        {"an illegal instruction", 0xffff'ffff, Fault::program_trapped, pc | 0xffff'ffff},
        {"ebreak", 0x0010'0073, Fault::program_trapped, pc | (program_at + 4)},
        {"wfi", 0x1050'0073, Fault::program_trapped, pc | 0x1050'0073},
        {"a load that is not aligned", 0x0010'2503, Fault::program_trapped, pc | 1},
        {"a load from nowhere", 0x0000'2503, Fault::translation, window},
        {"a store to its code", 0x00a5'2023, Fault::permission, window + program_at},
        {"a jump to data", 0x0006'8067, Fault::permission, window + arguments_at},
        {"a jump to its stack", 0xffc1'0067, Fault::permission, window + 0xffff'ffec},
        {"behind its stack", 0x0001'2503, Fault::translation, window + 0xffff'fff0},
        {"before its stack", 0xbfc1'2503, Fault::translation, window + 0xffff'fbec},
    };
    for (const Case &one : cases) {
        const std::array<uint32_t, 2> words = {0x0001'0537, one.instruction}; // lui a0, 0x10
        Program program(fixture, std::as_bytes(std::span(words)));
        check_fault(program.group.run(program.stream(Program::described(1, 1, 1, 10))), one.code,
                    one.address, one.name);
    }
}

static void test_descriptors(Fixture &fixture)
{
    const std::array<uint32_t, 2> loop = {0x13, 0xffdf'f06f}; // nop, and back
    struct Case {
        const char *name;
        Fault code;
        void (*spoil)(abi::Compute &compute);
    };
    const Case cases[] = {
        {"a program that does not end", Fault::program_too_long, [](abi::Compute &) {}},
        {"one that may do nothing", Fault::program_too_long,
         [](abi::Compute &compute) { compute.most_instructions = 0; }},
        {"too many invocations", Fault::invalid_descriptor,
         [](abi::Compute &compute) { compute.z = (1 << 24) + 1; }},
        {"too many, multiplied", Fault::invalid_descriptor,
         [](abi::Compute &compute) { compute.x = compute.y = compute.z = 1 << 24; }},
        {"a window behind all memory", Fault::invalid_descriptor,
         [](abi::Compute &compute) { compute.window = uint64_t{1} << 48; }},
        {"a window within a page", Fault::misaligned,
         [](abi::Compute &compute) { compute.window += 8; }},
        {"half an instruction", Fault::misaligned,
         [](abi::Compute &compute) { compute.program += 2; }},
    };
    for (const Case &one : cases) {
        Program program(fixture, std::as_bytes(std::span(loop)));
        abi::Compute compute = Program::described(1, 1, 1, 100'000);
        one.spoil(compute);
        const Stream stream = program.stream(compute);
        check_fault(program.group.run(stream), one.code, stream.instructions()[1], one.name);
    }
}

void test_compute(Setup &setup)
{
    Fixture fixture(setup);
    test_arithmetic(fixture, setup);
    test_program(fixture, setup);
    test_traps(fixture);
    test_descriptors(fixture);
}
