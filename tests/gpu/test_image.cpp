// SPDX-License-Identifier: GPL-2.0
// Which files are firmware for the driver gpu. It is built into this test: no module has it for others.
#include <bindings/kunit.hpp>
#include <bindings/vec.hpp>
#include <modules/gpu/image.cpp>

#include <algorithm>

namespace {
using namespace kernel;
namespace abi = gpu::abi;

constexpr u32 image_size = 64;

abi::ImageHeader good_header()
{
    return {.magic = abi::image_magic,
            .header_size = sizeof(abi::ImageHeader),
            .image_size = image_size,
            .memory_size = 0x10000,
            .checksum = 0,
            .abi_version = abi::abi_major << 16 | abi::abi_minor,
            .entry = 0,
            .interface = image_size,
            .version = "test"};
}

/// A file whose bytes begin where it is said, and whose checksum is right.
Result<Vec<u8>> file_of(abi::ImageHeader header, size_t begin = sizeof(abi::ImageHeader)) MAY_SLEEP
{
    std::array<u8, image_size> image{};
    for (size_t i = 0; i < image.size(); i++)
        image[i] = static_cast<u8>(i);
    header.checksum = crc32(image);
    Vec<u8> file;
    TRY(file.append(std::bit_cast<std::array<u8, sizeof(header)>>(header), GFP_KERNEL));
    TRY(file.resize(begin, GFP_KERNEL));
    TRY(file.append(image, GFP_KERNEL));
    return file;
}

/// What is said of a good file in which a field is another.
template <class F> Result<> check_changed(F &&change) MAY_SLEEP
{
    auto header = good_header();
    change(header);
    TRY(gpu::check_image(TRY(file_of(header)).span()));
    return {};
}

Result<> what_it_says_of_itself_is_told(kunit::Test &test) MAY_SLEEP
{
    auto header = good_header();
    header.entry = image_size - 4;
    const auto told = TRY(gpu::check_image(TRY(file_of(header)).span()));
    test.expect_eq(told.entry, header.entry);
    test.expect_eq(told.interface, header.interface);
    test.expect_eq(told.image_size, image_size);
    test.expect_eq(std::string_view(told.version), "test");
    return {};
}

Result<> its_bytes_may_begin_farther_on(kunit::Test &test) MAY_SLEEP
{
    auto header = good_header();
    header.header_size = 2 * sizeof(header);
    const auto file = TRY(file_of(header, header.header_size));
    test.expect_eq(TRY(gpu::check_image(file.span())).header_size, header.header_size);
    return {};
}

Result<> every_field_is_checked(kunit::Test &test) MAY_SLEEP
{
    using Header = abi::ImageHeader;
    using Change = void (*)(Header &);
    constexpr auto changes = std::to_array<Change>({
        [](Header &header) { header.magic++; },
        [](Header &header) { header.header_size--; },
        [](Header &header) { header.header_size = ~0u; },
        [](Header &header) { header.image_size = 0; },
        [](Header &header) { header.image_size -= 8; },
        [](Header &header) { header.image_size = ~0u; },
        [](Header &header) { header.memory_size = image_size - 1; },
        [](Header &header) { header.memory_size = abi::sram_size + 1; },
        [](Header &header) { header.entry = image_size; },
        [](Header &header) { header.entry = 2; },
        [](Header &header) { header.entry = ~3u; },
        [](Header &header) { header.interface += 4; },
        [](Header &header) { header.interface = header.memory_size; },
        [](Header &header) { header.interface = ~7u; },
        [](Header &header) { std::ranges::fill(header.version, 'x'); },
    });
    size_t refusals = 0;
    for (; refusals < changes.size(); refusals++) {
        const auto checked = check_changed(changes[refusals]);
        if (checked || checked.error() != -EINVAL)
            break;
    }
    test.expect_eq(refusals, changes.size());
    return {};
}

Result<> its_rings_are_within_its_memory(kunit::Test &test) MAY_SLEEP
{
    auto header = good_header();
    header.interface = header.memory_size - sizeof(abi::Interface);
    TRY(gpu::check_image(TRY(file_of(header)).span()));
    header.interface += 8;
    test.expect_error(gpu::check_image(TRY(file_of(header)).span()), -EINVAL);
    return {};
}

Result<> versions_are_told_apart(kunit::Test &test) MAY_SLEEP
{
    constexpr u32 ours = abi::abi_major << 16 | abi::abi_minor;
    const auto with = [](u32 version) MAY_SLEEP {
        return check_changed([version](auto &header) { header.abi_version = version; });
    };
    TRY(with(ours + 1));
    test.expect_error(with(ours + 0x10000), -EOPNOTSUPP);
    test.expect_error(with(ours - 0x10000), -EOPNOTSUPP);
    test.expect_error(with(ours - 1), -EOPNOTSUPP);
    return {};
}

Result<> any_other_byte_is_noticed(kunit::Test &test) MAY_SLEEP
{
    auto file = TRY(file_of(good_header()));
    for (size_t i = sizeof(abi::ImageHeader); i < file.size(); i++) {
        file[i] ^= 0x10;
        test.expect_error(gpu::check_image(file.span()), -EINVAL);
        file[i] ^= 0x10;
    }
    TRY(gpu::check_image(file.span()));
    return {};
}

Result<> none_may_be_missing(kunit::Test &test) MAY_SLEEP
{
    auto file = TRY(file_of(good_header()));
    for (size_t size = 0; size < file.size(); size++)
        test.expect_error(gpu::check_image(file.span().first(size)), -EINVAL);
    TRY(file.push_back(0, GFP_KERNEL));
    test.expect_error(gpu::check_image(file.span()), -EINVAL);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_it_says_of_itself_is_told),
    KUNIT_CASE(its_bytes_may_begin_farther_on),
    KUNIT_CASE(every_field_is_checked),
    KUNIT_CASE(its_rings_are_within_its_memory),
    KUNIT_CASE(versions_are_told_apart),
    KUNIT_CASE(any_other_byte_is_noticed),
    KUNIT_CASE(none_may_be_missing),
};
kunit_test_suite("gpu_image", cases);

} // namespace
