// SPDX-License-Identifier: GPL-2.0
// A driver for the screens of QEMU, `-device bochs-display` and `-device VGA`.
#include <bindings/drm/device.hpp>
#include <bindings/printk.hpp>
#include <modules/bochs/crtc.hpp>

namespace bochs {

class Connector {
public:
    static constexpr drm::Size preferred{.width = 1024, .height = 768};
    static constexpr drm::Size largest{.width = 8192, .height = 8192};

    explicit Connector(RefPtr<Screen> screen) : screen_(std::move(screen)) {}

    Result<> read_edid(std::span<u8> bytes, size_t offset) const
    {
        return screen_->read_edid(bytes, offset);
    }

private:
    RefPtr<Screen> screen_;
};

/// A bound device. When it is unbound it goes first: nobody opens it any more, and the screen is off.
class Driver {
public:
    static constexpr pci::DeviceId id_table[] = {{0x1234, 0x1111}, {0x4321, 0x1111}};
    static constexpr drm::DriverInfo info{.name = "bochs-drm",
                                          .desc = "bochs dispi vga interface (qemu stdvga)",
                                          .major = 1,
                                          .minor = 0};

    static Result<Box<Driver>> probe(pci::Device &pdev, const pci::DeviceId &) MAY_SLEEP
    {
        TRY(pdev.remove_conflicting_devices(info.name));
        TRY(pdev.enable_device());
        auto registers = TRY(Registers::find(pdev, info.name));
        auto mapped = TRY(pdev.iomap_memory(0, info.name));
        auto screen = TRY(make_ref<Screen>(GFP_KERNEL, std::move(registers)));
        const size_t size = TRY(screen->identify());
        auto memory = TRY(drm::FrameMemory::create(std::move(mapped), size));
        auto registration = TRY(drm::Registration::create<Driver>(
            pdev, memory, Connector::largest, {.width = 64, .height = 64}, Crtc(screen, memory),
            Connector(screen)));
        pr_info("%s: a screen with %zu KiB of memory\n", pdev.name(), memory->size() / 1024);
        return make_box<Driver>(GFP_KERNEL, std::move(registration));
    }

    explicit Driver(Box<drm::Registration> &&registration) : registration_(std::move(registration))
    {}

    Result<> suspend() MAY_SLEEP { return registration_->suspend(); }
    Result<> resume() MAY_SLEEP { return registration_->resume(); }
    void shutdown() MAY_SLEEP { registration_->shutdown(); }

private:
    Box<drm::Registration> registration_;
};

} // namespace bochs

module_pci_driver(bochs::Driver, "bochs-drm");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Driver for the screens of QEMU");
MODULE_IMPORT_NS("DMA_BUF");
