// SPDX-License-Identifier: GPL-2.0
#include <bindings/dma_memory.hpp>
#include <bindings/kunit.hpp>

#include <array>

namespace {
using namespace kernel;

Result<> what_was_written_is_read(kunit::Test &test)
{
    std::array<char, 16> memory{};
    unsafe("the memory is here to the end of the test") {
        const DmaMemory dma(memory.data(), memory.size(), 0x1000);
        test.expect_eq(dma.address(), u64{0x1000});
        test.expect_eq(dma.size(), memory.size());
        constexpr std::array<char, 4> word{'k', 'c', 'x', 'x'};
        std::array<char, 4> back{};
        dma.write(12, word);
        dma.read(12, back);
        test.expect(back == word);
        test.expect_eq(memory[11], '\0');
        dma.read(11, back);
        test.expect_eq(back[1], 'k');
        dma.write(16, std::span(word).first(0));
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_was_written_is_read),
};
kunit_test_suite("dma_memory", cases);

} // namespace
