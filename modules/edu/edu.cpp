// SPDX-License-Identifier: GPL-2.0
// A driver for QEMU's teaching device, `qemu -device edu`: registers, interrupts, DMA, and a device file;
// and what becomes of them when the device goes while they are in use.
#include <bindings/moduleparam.hpp>
#include <bindings/sprintf.hpp>
#include <modules/edu/file.hpp>

namespace edu {

constinit ModuleParam<bool> msi{true};
constinit ModuleParam<unsigned int> dma_bits{
    28, [](unsigned int bits) { return bits >= 28 && bits <= 64; }};

/// A bound device. It goes first when that is unbound: nobody opens it any more.
class Driver {
public:
    static constexpr pci::DeviceId id_table[] = {{0x1234, 0x11e8}};

    static Result<Box<Driver>> probe(pci::Device &pdev, const pci::DeviceId &) MAY_SLEEP
    {
        using Irqs = pci::Device::Irqs;
        TRY(pdev.enable_device());
        TRY(pdev.set_dma_bits(dma_bits.get()));
        TRY(pdev.set_master());
        const auto bar = TRY(pdev.iomap_region<Regs>(0, "edu"));
        auto interrupts = TRY(make_ref<Interrupts>(GFP_KERNEL, Bar(bar)));
        TRY(pdev.alloc_irq_vectors(1, 1, msi.get() ? Irqs::any : Irqs::line));
        TRY(pdev.request_irq(0, "edu", interrupts));
        auto memory = TRY(pdev.alloc_dma(buffer_size));
        auto device = TRY(make_ref<Device>(GFP_KERNEL, Bar(bar), std::move(interrupts),
                                           std::move(memory), TRY(pdev.bond())));
        TRY(device->ping());
        const ShortText<32> name("edu-%s", pdev.name());
        pr_info("%s: revision %u\n", pdev.name(), TRY(device->revision()));
        return make_box<Driver>(GFP_KERNEL,
                                TRY(MiscDevice<OpenFile>::create(name.view(), std::move(device))));
    }

    explicit Driver(Box<MiscDevice<OpenFile>> &&file) : file_(std::move(file)) {}

private:
    Box<MiscDevice<OpenFile>> file_;
};

module_param(msi, 0444);
MODULE_PARM_DESC(msi, "whether interrupts may come as messages");
module_param(dma_bits, 0444);
MODULE_PARM_DESC(dma_bits,
                 "how many bits its addresses of memory have, from 28 to 64: not more than QEMU's "
                 "dma_mask= has, or it writes elsewhere");

} // namespace edu

module_pci_driver(edu::Driver, "edu");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Driver for QEMU's teaching device");
