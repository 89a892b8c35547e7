// SPDX-License-Identifier: GPL-2.0
#include <bindings/pci.hpp>

namespace @name@ {
using namespace kernel;

/// BAR 0 of QEMU's teaching device, as in its docs/specs/edu.rst.
struct Regs {
    static constexpr size_t size = 0x100000;
    static constexpr Reg<const u32> id{0x00};
    static constexpr Reg<u32> liveness{0x04}; // reads back inverted
};

/// Driver for `qemu -device edu`. An object of it is a bound device.
class @Class@ {
public:
    static constexpr pci::DeviceId id_table[] = {{0x1234, 0x11e8}};

    static Result<Box<@Class@>> probe(pci::Device &pdev, const pci::DeviceId &) MAY_SLEEP
    {
        TRY(pdev.enable_device());
        auto driver = TRY(make_box<@Class@>(GFP_KERNEL, TRY(pdev.iomap_region<Regs>(0, "@name@"))));
        pr_info("revision %u, %s\n", TRY(driver->revision()),
                TRY(driver->is_alive()) ? "alive" : "does not answer");
        return driver;
    }

    explicit @Class@(Devres<pci::Bar<Regs>> bar) : bar_(std::move(bar)) {}
    ~@Class@() { pr_info("unbound\n"); }

    /// Context: Any context. Holds the RCU read lock while it looks.
    /// Return: the device's revision, or -ENODEV once it is unbound.
    Result<u32> revision() const
    {
        auto bar = TRY(bar_.try_access());
        return bar->read<Regs::id>() >> 24;
    }

    /// Context: Any context. Holds the RCU read lock while it looks.
    /// Return: whether the device answers, or -ENODEV once it is unbound.
    Result<bool> is_alive() const
    {
        auto bar = TRY(bar_.try_access());
        bar->write<Regs::liveness>(0x5a);
        return bar->read<Regs::liveness>() == ~u32{0x5a};
    }

private:
    Devres<pci::Bar<Regs>> bar_; // gone on unbind, even while somebody holds it
};

} // namespace @name@

module_pci_driver(@name@::@Class@, "@name@");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What @name@ is for");
