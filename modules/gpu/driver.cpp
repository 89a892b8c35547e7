// SPDX-License-Identifier: GPL-2.0
// A driver for the graphics processor of qemu/gpu-model.
#include <bindings/debugfs.hpp>
#include <bindings/printk.hpp>
#include <bindings/sprintf.hpp>
#include <modules/gpu/abi/mmu.hpp>
#include <modules/gpu/client.hpp>

namespace gpu {

/// A bound device. When it is unbound it goes first: nobody opens it any more.
class Driver {
public:
    using Device = Gpu;
    using Client = gpu::Client;
    using Buffer = gpu::Buffer;

    static constexpr pci::DeviceId id_table[] = {{0x1af4, 0x1110}};
    static constexpr drm::DriverInfo info{
        .name = "panthor", .desc = "graphics processor of qemu/gpu-model", .major = 1, .minor = 0};

    /// With the id of the latest flush: who has it need not ask for another.
    static constexpr drm::DevicePage page{
        .offset = DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET, .bar = 2, .at = abi::flush_page_offset};

    static Result<Box<Driver>> probe(pci::Device &pdev, const pci::DeviceId &) MAY_SLEEP
    {
        constexpr auto irqs = std::to_underlying(abi::Irq::count);
        TRY(pdev.enable_device());
        TRY(pdev.set_dma_bits(abi::pa_bits));
        pdev.set_dma_unlimited();
        TRY(pdev.set_master());
        auto bells = TRY(pdev.iomap_region<BellRegs>(0, module_name));
        auto bar = TRY(pdev.iomap_region<Regs>(2, module_name));
        auto hardware = TRY(make_ref<Hardware>(GFP_KERNEL, std::move(bar), std::move(bells)));
        const Features features = TRY(hardware->identify());
        auto image = TRY(Image::create(TRY(Firmware::request(firmware_name, pdev))));
        auto mcu = TRY(make_ref<Mcu>(GFP_KERNEL, RefPtr<Hardware>(hardware), std::move(image)));
        auto scheduler =
            TRY(make_ref<Scheduler>(GFP_KERNEL, RefPtr<Mcu>(mcu), TRY(pdev.power()), features));
        auto gpu =
            TRY(make_ref<Gpu>(GFP_KERNEL, TRY(pdev.bond()), RefPtr<Mcu>(mcu), std::move(scheduler),
                              TRY(make_ref<AddressSpaces>(GFP_KERNEL)), features));

        TRY(pdev.alloc_irq_vectors(irqs, irqs, pci::Device::Irqs::messages));
        TRY(pdev.request_irq(std::to_underlying(abi::Irq::firmware), "gpu-firmware", gpu));
        TRY(pdev.request_irq(std::to_underlying(abi::Irq::device), "gpu-device", hardware));
        TRY(mcu->boot());
        pr_info("firmware %s\n", mcu->version());
        auto device = TRY(drm::RenderDevice::create<Driver>(pdev, RefPtr<Gpu>(gpu)));
        const ShortText<32> name("gpu-%s", pdev.name());
        auto debugfs = DebugfsDir::create(name);
        debugfs.create_file<&Mcu::show_log>("firmware_log", mcu);
        debugfs.create_file<&Scheduler::show>("slots", gpu->scheduler());
        auto driver =
            make_box<Driver>(GFP_KERNEL, RefPtr<Gpu>(gpu), std::move(device), std::move(debugfs));
        // Programs may have something of it already.
        if (!driver)
            gpu->end();
        return driver;
    }

    Driver(RefPtr<Gpu> &&gpu, Box<drm::RenderDevice> &&device, DebugfsDir &&debugfs)
        : gpu_(std::move(gpu)), device_(std::move(device)), debugfs_(std::move(debugfs))
    {}
    /// What programs have of the device goes before it does.
    ~Driver() MAY_SLEEP { gpu_->end(); }

    /// While the machine sleeps, and while nobody has work for it, the device does nothing.
    Result<> suspend() MAY_SLEEP { return gpu_->scheduler()->sleep(); }
    Result<> resume() MAY_SLEEP { return gpu_->scheduler()->wake(); }
    static constexpr milliseconds sleeps_after{200};
    /// So that it writes to nobody's memory any more.
    void shutdown() MAY_SLEEP { gpu_->end(); }

private:
    static constexpr const char *module_name = "gpu";
    static constexpr const char *firmware_name = "kcxx/gpu.bin";

    RefPtr<Gpu> gpu_;
    Box<drm::RenderDevice> device_;
    DebugfsDir debugfs_;
};

} // namespace gpu

module_pci_driver(gpu::Driver, "gpu");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Driver for the graphics processor of qemu/gpu-model");
MODULE_FIRMWARE("kcxx/gpu.bin");
MODULE_IMPORT_NS("DMA_BUF");
