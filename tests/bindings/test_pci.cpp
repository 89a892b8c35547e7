// SPDX-License-Identifier: GPL-2.0
// Drives two devices of the guest that no driver has: QEMU's secondary-vga, with a memory BAR 0 and
// 2, and the IDE controller, whose BARs are I/O ports.
#include <bindings/kunit.hpp>
#include <bindings/pci.hpp>
#include <tests/bindings/registered.hpp>

#include <optional>

namespace {
using namespace kernel;

struct Ports {
    static constexpr size_t size = 4;
};

struct FrameBuffer {
    static constexpr size_t size = 16;
    static constexpr Reg<u32> first{0};
};

/// What QEMU's docs/specs/standard-vga.txt calls the mmio area.
struct Mmio {
    static constexpr size_t size = 0x1000;
    static constexpr Reg<const u16> id{0x500};
    static constexpr Reg<u16> width{0x502};
};

/// A layout that is larger than the BAR.
struct TooLarge {
    static constexpr size_t size = Mmio::size + 1;
};

constexpr u32 qemu = 0x1234;
constexpr u32 vga = 0x1111;

template <class T> constexpr auto ids = pci::make_id_table<T>();

template <class T> Result<Registered<pci::DriverModule<T>>> bind() MAY_SLEEP
{
    return Registered<pci::DriverModule<T>>::begin(ids<T>.data());
}

/// What a probe leaves for its case to look at.
struct Left {
    int alive = 0;
    pci::DeviceId id{};
    std::optional<Error> too_high, absent, too_large, twice;
    std::optional<Devres<pci::Bar<FrameBuffer>>> frame_buffer;
    std::optional<Devres<pci::Bar<Mmio>>> mmio;
};

/// Drives the display.
class Display {
public:
    static constexpr pci::DeviceId id_table[] = {{.vendor = qemu, .device = vga}};

    static inline constinit Left *left = nullptr;

    Display() { left->alive++; }
    Display(const Display &) = delete;
    Display &operator=(const Display &) = delete;
    ~Display() { left->alive--; }

    static Result<Box<Display>> probe(pci::Device &device, const pci::DeviceId &id) MAY_SLEEP
    {
        left->id = id;
        TRY(device.enable_device());
        TRY(device.set_master());
        left->too_high = error_of(device.iomap_region<Mmio>(6, "kcxx_kunit"));
        left->absent = error_of(device.iomap_region<Mmio>(1, "kcxx_kunit"));
        left->too_large = error_of(device.iomap_region<TooLarge>(2, "kcxx_kunit"));
        left->frame_buffer.emplace(TRY(device.iomap_region<FrameBuffer>(0, "kcxx_kunit")));
        left->mmio.emplace(TRY(device.iomap_region<Mmio>(2, "kcxx_kunit")));
        left->twice = error_of(device.iomap_region<Mmio>(2, "kcxx_kunit"));
        return make_box<Display>(GFP_KERNEL);
    }
};

/// Maps a BAR of the display, and then fails.
class Failing {
public:
    static constexpr pci::DeviceId id_table[] = {{.vendor = qemu, .device = vga}};
    static inline constinit Left *left = nullptr;

    static Result<Box<Failing>> probe(pci::Device &device, const pci::DeviceId &) MAY_SLEEP
    {
        TRY(device.enable_device());
        left->mmio.emplace(TRY(device.iomap_region<Mmio>(2, "kcxx_kunit")));
        return -EIO;
    }
};

/// Asks for I/O ports as if they were memory.
class Ide {
public:
    static constexpr pci::DeviceId id_table[] = {{.vendor = 0x8086, .device = 0x7010}};
    static inline constinit bool probed = false;
    static inline constinit std::optional<Error> ports{};

    static Result<Box<Ide>> probe(pci::Device &device, const pci::DeviceId &) MAY_SLEEP
    {
        probed = true;
        ports = error_of(device.iomap_region<Ports>(4, "kcxx_kunit"));
        return -ENODEV;
    }
};

Result<> a_driver_gets_its_device(kunit::Test &test) MAY_SLEEP
{
    Left left;
    Display::left = &left;
    auto bound = TRY(bind<Display>());
    test.expect_eq(left.alive, 1);
    test.expect_eq(left.id.vendor, qemu);
    test.expect_eq(left.id.device, vga);
    bound.end();
    test.expect_eq(left.alive, 0);
    return {};
}

Result<> registers_are_there_while_bound(kunit::Test &test) MAY_SLEEP
{
    Left left;
    Display::left = &left;
    auto bound = TRY(bind<Display>());
    test.expect(left.frame_buffer && left.mmio);
    if (!left.frame_buffer || !left.mmio)
        return -ENODEV;
    {
        auto mmio = left.mmio->try_access();
        if (!mmio)
            return mmio.error();
        test.expect_eq((*mmio)->read<Mmio::id>() & 0xfff0, 0xb0c0);
        (*mmio)->write<Mmio::width>(640);
        test.expect_eq((*mmio)->read<Mmio::width>(), u16{640});
    }
    {
        // The second request for BAR 2 has failed, and BAR 0 is still mapped.
        auto frame_buffer = left.frame_buffer->try_access();
        if (!frame_buffer)
            return frame_buffer.error();
        (*frame_buffer)->write<FrameBuffer::first>(0x12345678);
        test.expect_eq((*frame_buffer)->read<FrameBuffer::first>(), 0x12345678u);
    }
    bound.end();
    test.expect_error(left.mmio->try_access(), -ENODEV);
    test.expect_error(left.frame_buffer->try_access(), -ENODEV);
    return {};
}

Result<> bars_that_do_not_fit_are_refused(kunit::Test &test) MAY_SLEEP
{
    Left left;
    Display::left = &left;
    auto bound = TRY(bind<Display>());
    expect(test, left.too_high, -EINVAL);
    expect(test, left.absent, -EINVAL);
    expect(test, left.too_large, -ENODEV);
    expect(test, left.twice, -EBUSY);
    bound.end();
    return {};
}

Result<> a_probe_that_fails_leaves_nothing(kunit::Test &test) MAY_SLEEP
{
    for (int round = 0; round < 2; round++) {
        Left left;
        Failing::left = &left;
        auto bound = TRY(bind<Failing>());
        test.expect(left.mmio.has_value());
        if (left.mmio)
            test.expect_error(left.mmio->try_access(), -ENODEV);
    }
    return {};
}

Result<> io_ports_are_no_memory(kunit::Test &test) MAY_SLEEP
{
    auto bound = TRY(bind<Ide>());
    test.expect(Ide::probed);
    expect(test, Ide::ports, -EINVAL);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_driver_gets_its_device),         KUNIT_CASE(registers_are_there_while_bound),
    KUNIT_CASE(bars_that_do_not_fit_are_refused), KUNIT_CASE(a_probe_that_fails_leaves_nothing),
    KUNIT_CASE(io_ports_are_no_memory),
};
kunit_test_suite("pci", cases);

} // namespace
