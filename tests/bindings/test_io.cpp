// SPDX-License-Identifier: GPL-2.0
#include <bindings/io.hpp>
#include <bindings/kunit.hpp>

#include <algorithm>

namespace {
using namespace kernel;

struct Registers {
    static constexpr size_t size = 16;
    static constexpr Reg<u8> byte{0};
    static constexpr Reg<u16> word{2};
    static constexpr Reg<u32> dword{4};
    static constexpr Reg<u64> qword{8};
    static constexpr Reg<const u8> last{15};
};

/// Memory in place of registers: on this machine they are read and written alike.
struct Memory {
    Io<Registers> io() { return Io<Registers>(raw::iomem_ptr<void>{bytes}); }

    alignas(8) u8 bytes[18]{};
};

Result<> a_write_changes_its_register_alone(kunit::Test &test)
{
    Memory memory;
    std::ranges::fill(memory.bytes, u8{0xee});
    const auto io = memory.io();
    // From the last to the first: one that is too wide changes what was written before.
    io.write<Registers::qword>(0x8f8e'8d8c'8b8a'8988);
    io.write<Registers::dword>(0x8786'8584);
    io.write<Registers::word>(0x8382);
    io.write<Registers::byte>(0x80);
    test.expect_eq(memory.bytes[1], u8{0xee});
    memory.bytes[1] = 0x81;
    for (size_t i = 0; i < Registers::size; i++)
        test.expect_eq(memory.bytes[i], static_cast<u8>(0x80 + i));
    test.expect_eq(memory.bytes[16], u8{0xee});
    return {};
}

Result<> a_read_gives_its_register_in_full(kunit::Test &test)
{
    Memory memory;
    for (size_t i = 0; i < std::size(memory.bytes); i++)
        memory.bytes[i] = static_cast<u8>(0xf0 + i);
    const auto io = memory.io();
    test.expect_eq(io.read<Registers::byte>(), u8{0xf0});
    test.expect_eq(io.read<Registers::word>(), u16{0xf3f2});
    test.expect_eq(io.read<Registers::dword>(), u32{0xf7f6'f5f4});
    test.expect_eq(io.read<Registers::qword>(), u64{0xfffe'fdfc'fbfa'f9f8});
    test.expect_eq(io.read<Registers::last>(), u8{0xff});
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_write_changes_its_register_alone),
    KUNIT_CASE(a_read_gives_its_register_in_full),
};
kunit_test_suite("io", cases);

} // namespace
