// SPDX-License-Identifier: GPL-2.0
#include <bindings/io_memory.hpp>
#include <bindings/kunit.hpp>

#include <array>

namespace {
using namespace kernel;

// On this machine a device's memory is read and written like any.
Result<> what_was_written_is_read(kunit::Test &test)
{
    std::array<u32, 8> bytes{};
    unsafe("the memory is here to the end of the test") {
        const IoMemory memory(raw::iomem_ptr<void>{bytes.data()}, sizeof(bytes), 0);
        test.expect_eq(memory.size(), sizeof(bytes));
        constexpr std::array<u32, 3> pixels{0x112233, 0x445566, 0x778899};
        std::array<u32, 3> back{};
        memory.write(5 * sizeof(u32), std::as_bytes(std::span(pixels)));
        memory.read(5 * sizeof(u32), std::as_writable_bytes(std::span(back)));
        test.expect(back == pixels);
        test.expect_eq(bytes[4], u32{0});
        test.expect_eq(bytes[7], u32{0x778899});
        memory.write(sizeof(bytes), {});
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_was_written_is_read),
};
kunit_test_suite("io_memory", cases);

} // namespace
