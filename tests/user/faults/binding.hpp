// SPDX-License-Identifier: GPL-2.0
// A driver of DRM takes hold of a device, and lets go of it.
#pragma once

#include <tests/user/faults/chosen_memory.hpp>

namespace faults {

class Binding {
public:
    struct Device {
        std::string slot;   // of the PCI bus
        std::string driver; // by its name on the bus
        std::string minor;  // which of its files: 'card' or 'renderD'
    };

    /// `use` does with its file what shows that it works.
    Binding(Device device, const std::string &module, std::function<void(const std::string &)> use)
        : device_(std::move(device)), bind_("bind " + module),
          bind_from_("bind " + module + ", from the device on"), unbind_("unbind " + module),
          use_(std::move(use))
    {
        now_ = this;
    }

    bool is_there() const { return access((driver() + device_.slot).c_str(), F_OK) == 0; }
    int tell_driver(const char *what) const
    {
        return write_text((driver() + what).c_str(), device_.slot.c_str());
    }
    /// Its path; nothing if there is none.
    std::string file() const
    {
        std::error_code none;
        for (const auto &minor : std::filesystem::directory_iterator(
                 "/sys/bus/pci/devices/" + device_.slot + "/drm", none))
            if (const auto name = minor.path().filename().string(); name.starts_with(device_.minor))
                return "/dev/dri/" + name;
        return "";
    }

    /// `last`: so many points of such memory that matters to the core while it makes a device, the last ones.
    void try_all(int last) const
    {
        // While the core makes a device, it would use as one what it has no memory for (drm_minor_alloc_release()).
        const auto is_of_minors = [](const std::string &name) {
            return name == "kmalloc-8" || name == "kmalloc-2k";
        };
        {
            const ChosenSizes others([&](const std::string &name) { return !is_of_minors(name); });
            try_binding(bind_, 100, 0);
        }
        if (last != 0) {
            const ChosenSizes same(is_of_minors);
            try_binding(bind_from_, 6, last);
        }
        EXPECT(tell_driver("bind"), 0, 0);
        // It goes, whatever fails.
        const operation unbinding = {
            .name = unbind_.c_str(),
            .run = [] { return now_->tell_driver("unbind"); },
            .errors = 0,
            .check = nullptr,
            .undo = [] { return now_->is_gone() ? now_->tell_driver("bind") : -1; },
            .last = 0,
            .done = nullptr,
            .other_errors = {},
        };
        with_each_fault(&unbinding);
        EXPECT(tell_driver("unbind"), 0, 0);
    }

private:
    bool is_gone() const { return !is_there() && file().empty(); }

    static void try_binding(const std::string &name, int errors, int last)
    {
        const operation binding = {
            .name = name.c_str(),
            .run = [] { return now_->tell_driver("bind"); },
            .errors = errors,
            .check = [] { return now_->is_gone() ? 0 : -1; },
            .undo = [] { return now_->use_and_unbind(); },
            .last = last,
            .done = nullptr,
            // What the core says that has no memory for what it knows of a part of the device, or for its mapping.
            .other_errors = {EBUSY, EINVAL},
        };
        with_each_fault(&binding);
    }
    /// What has taken hold of the device in spite of a fault drives it.
    int use_and_unbind() const
    {
        // A device works without a file in /dev, which is not made again.
        if (const auto path = file(); access(path.c_str(), F_OK) == 0)
            use_(path);
        return tell_driver("unbind");
    }

    std::string driver() const { return "/sys/bus/pci/drivers/" + device_.driver + "/"; }

    static inline const Binding *now_;
    Device device_;
    std::string bind_, bind_from_, unbind_;
    std::function<void(const std::string &)> use_;
};

} // namespace faults
