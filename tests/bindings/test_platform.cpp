// SPDX-License-Identifier: GPL-2.0
// Drives a device that is made for it, with resources that nobody has.
#include <bindings/platform.hpp>
#include <tests/bindings/registered.hpp>

#include <string_view>

extern "C" {
/// A device `kcxx_kunit`, with ports (4, then 2), memory (16 bytes) and an interrupt; or null.
void *kcxx_kunit_add_device() KCXX_UNSAFE_FN;
void kcxx_kunit_remove_device(void *device) KCXX_UNSAFE_FN;
}

namespace {
using namespace kernel;

struct Four {
    static constexpr size_t size = 4;
    static constexpr Reg<u8> byte{1};
    static constexpr Reg<u16> word{2};
    static constexpr Reg<u32> all{0};
};
struct Five {
    static constexpr size_t size = 5;
};
struct Sixteen {
    static constexpr size_t size = 16;
};
struct AllPorts {
    static constexpr size_t size = 0x10000;
};
static_assert(PortIo<AllPorts>::fits(0) && !PortIo<AllPorts>::fits(1));
static_assert(PortIo<Four>::fits(0xfffc) && !PortIo<Four>::fits(0xfffd));

/// The device, while this lives.
class Made {
public:
    static Result<Made> make() MAY_SLEEP
    {
        unsafe("the destructor removes it") {
            void *device = kcxx_kunit_add_device();
            if (!device)
                return -ENOMEM;
            return Made(device);
        }
    }
    Made(Made &&from) noexcept : device_(std::exchange(from.device_, nullptr)) {}
    Made &operator=(Made &&) = delete;
    ~Made() MAY_SLEEP { remove(); }

    void remove() MAY_SLEEP
    {
        unsafe("make() has added it") {
            if (void *device = std::exchange(device_, nullptr))
                kcxx_kunit_remove_device(device);
        }
    }

private:
    explicit Made(void *device) : device_(device) {}

    void *device_;
};

class Handler : public RefCounted<Handler> {
public:
    explicit Handler(int &alive) : alive_(alive) { alive_++; }
    ~Handler() { alive_--; }
    IrqReturn handle_irq() const { return IrqReturn::handled; }

private:
    int &alive_;
};

/// What a probe leaves for its case to look at.
struct Left {
    int alive = 0;
    int handlers = 0;
    bool is_named = false;
    std::optional<Error> absent, too_large, twice, ports_as_memory, taken, no_irq;
    std::optional<Devres<PortIo<Four>>> ports;
    std::optional<Devres<Io<Sixteen>>> memory;
};

class Driver {
public:
    static inline constinit Left *left = nullptr;
    static inline constinit bool fails = false;

    Driver() { left->alive++; }
    Driver(const Driver &) = delete;
    Driver &operator=(const Driver &) = delete;
    ~Driver() { left->alive--; }

    static Result<Box<Driver>> probe(platform::Device &device) MAY_SLEEP
    {
        constexpr const char *name = "kcxx_kunit";
        left->is_named = std::string_view(device.name()) == name;
        left->absent = error_of(device.ioport_region<Four>(2, name));
        left->too_large = error_of(device.ioport_region<Five>(0, name));
        left->ports.emplace(TRY(device.ioport_region<Four>(0, name)));
        left->twice = error_of(device.ioport_region<Four>(0, name));
        left->taken = error_of(device.request_ports<Four>(0x5d2, name));
        left->ports_as_memory = error_of(device.iomap_region<Four>(1, name));
        left->memory.emplace(TRY(device.iomap_region<Sixteen>(0, name)));
        auto handler = TRY(make_ref<Handler>(GFP_KERNEL, left->handlers));
        left->no_irq = error_of(device.request_irq(1, name, handler));
        TRY(device.request_irq(0, name, std::move(handler)));
        if (fails)
            return -EIO;
        return make_box<Driver>(GFP_KERNEL);
    }
};

Result<Registered<platform::DriverModule<Driver>>> bind(Left &left, bool fails) MAY_SLEEP
{
    Driver::left = &left;
    Driver::fails = fails;
    static constexpr auto ids = platform::make_acpi_table<Driver>();
    return Registered<platform::DriverModule<Driver>>::begin(ids.data());
}

Result<> expect_gone(kunit::Test &test, const Left &left)
{
    test.expect_eq(left.alive, 0);
    test.expect_eq(left.handlers, 0);
    if (!left.ports || !left.memory)
        return -ENODEV;
    test.expect_error(left.ports->try_access(), -ENODEV);
    test.expect_error(left.memory->try_access(), -ENODEV);
    return {};
}

Result<> a_driver_gets_the_device_of_its_name(kunit::Test &test) MAY_SLEEP
{
    Left left;
    auto made = TRY(Made::make());
    auto bound = TRY(bind(left, false));
    test.expect_eq(left.alive, 1);
    test.expect_eq(left.handlers, 1);
    test.expect(left.is_named);
    made.remove();
    return expect_gone(test, left);
}

Result<> resources_are_there_while_bound(kunit::Test &test) MAY_SLEEP
{
    Left left;
    const auto made = TRY(Made::make());
    auto bound = TRY(bind(left, false));
    if (!left.ports || !left.memory)
        return -ENODEV;
    {
        auto ports = left.ports->try_access();
        if (!ports)
            return ports.error();
        // Nothing is there.
        (*ports)->write<Four::byte>(0);
        (*ports)->write<Four::word>(0);
        (*ports)->write<Four::all>(0);
        test.expect_eq((*ports)->read<Four::byte>(), u8{0xff});
        test.expect_eq((*ports)->read<Four::word>(), u16{0xffff});
        test.expect_eq((*ports)->read<Four::all>(), ~u32{0});
    }
    test.expect(static_cast<bool>(left.memory->try_access()));
    bound.end();
    return expect_gone(test, left);
}

Result<> resources_that_do_not_fit_are_refused(kunit::Test &test) MAY_SLEEP
{
    Left left;
    const auto made = TRY(Made::make());
    const auto bound = TRY(bind(left, false));
    expect(test, left.absent, -EINVAL);
    expect(test, left.too_large, -ENODEV);
    expect(test, left.twice, -EBUSY);
    expect(test, left.taken, -EBUSY);
    expect(test, left.ports_as_memory, -EINVAL);
    expect(test, left.no_irq, -ENXIO);
    return {};
}

Result<> a_probe_that_fails_leaves_nothing(kunit::Test &test) MAY_SLEEP
{
    for (int round = 0; round < 2; round++) {
        Left left;
        const auto made = TRY(Made::make());
        const auto bound = TRY(bind(left, true));
        TRY(expect_gone(test, left));
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_driver_gets_the_device_of_its_name),
    KUNIT_CASE(resources_are_there_while_bound),
    KUNIT_CASE(resources_that_do_not_fit_are_refused),
    KUNIT_CASE(a_probe_that_fails_leaves_nothing),
};
kunit_test_suite("platform", cases);

} // namespace
