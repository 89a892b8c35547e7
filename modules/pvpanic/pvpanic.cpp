// SPDX-License-Identifier: GPL-2.0
// A driver for what QEMU hears from when its guest panics, `-device pvpanic`: see docs/specs/pvpanic.rst.
#include <bindings/device_attribute.hpp>
#include <bindings/platform.hpp>
#include <modules/pvpanic/panic.hpp>

namespace pvpanic {

/// A bound device. It goes first when that is unbound: nobody tells it of a panic any more.
class Driver {
public:
    static constexpr platform::AcpiId acpi_ids[] = {"QEMU0001"};

    static Result<Box<Driver>> probe(platform::Device &pdev) MAY_SLEEP
    {
        auto ports = TRY(pdev.ioport_region<Regs>(0, "cxx_pvpanic"));
        const u8 said = TRY(ports.try_access())->read<Regs::events>();
        return make_box<Driver>(GFP_KERNEL,
                                TRY(make_ref<Panic>(GFP_KERNEL, std::move(ports), said)));
    }

    explicit Driver(RefPtr<Panic> panic) : panic_(panic), notifier_(panic, NotifierPriority::first)
    {}
    ~Driver() MAY_SLEEP {}

private:
    u32 capability() const { return panic_->capability(); }
    u32 events() const { return panic_->events(); }
    Result<> set_events(u32 events) const { return panic_->set_events(events); }

    RefPtr<Panic> panic_;
    PanicNotifier<&Panic::happened> notifier_;

public:
    static constexpr DeviceAttributes<HexAttribute<"capability", &Driver::capability>,
                                      HexAttribute<"events", &Driver::events, &Driver::set_events>>
        attributes{};
};

} // namespace pvpanic

module_platform_driver(pvpanic::Driver, "cxx_pvpanic");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Tells QEMU when the guest panics");
