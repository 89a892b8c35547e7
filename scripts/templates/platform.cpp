// SPDX-License-Identifier: GPL-2.0
#include <bindings/platform.hpp>
#include <bindings/printk.hpp>

namespace @name@ {
using namespace kernel;

/// The I/O port of QEMU's pvpanic, as in its docs/specs/pvpanic.rst.
struct Regs {
    static constexpr size_t size = 1;
    static constexpr Reg<const u8> events{0};
};

/// Driver for `qemu -device pvpanic`. An object of it is a bound device.
class @Class@ {
public:
    static constexpr platform::AcpiId acpi_ids[] = {"QEMU0001"};

    static Result<Box<@Class@>> probe(platform::Device &pdev) MAY_SLEEP
    {
        auto driver =
            TRY(make_box<@Class@>(GFP_KERNEL, TRY(pdev.ioport_region<Regs>(0, "@name@"))));
        pr_info("knows of events 0x%x\n", TRY(driver->events()));
        return driver;
    }

    explicit @Class@(Devres<PortIo<Regs>> ports) : ports_(std::move(ports)) {}
    ~@Class@() { pr_info("unbound\n"); }

    /// Context: Any context. Holds the RCU read lock while it looks.
    /// Return: what the device can be told of, or -ENODEV once it is unbound.
    Result<u32> events() const { return TRY(ports_.try_access())->read<Regs::events>(); }

private:
    Devres<PortIo<Regs>> ports_; // gone on unbind, even while somebody holds it
};

} // namespace @name@

module_platform_driver(@name@::@Class@, "@name@");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What @name@ is for");
