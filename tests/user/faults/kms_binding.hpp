// SPDX-License-Identifier: GPL-2.0
// A driver of displays takes hold of a device, and lets go of it.
#pragma once

#include <tests/user/drm_node.hpp>
#include <tests/user/faults/chosen_memory.hpp>
#include <tests/user/faults/kms_stage.hpp>

namespace faults {

class Binding {
public:
    explicit Binding(std::string slot) : slot_(std::move(slot)) { now_ = this; }

    bool is_there() const
    {
        return access(("/sys/bus/pci/drivers/bochs-drm/" + slot_).c_str(), F_OK) == 0;
    }
    int tell_driver(const char *what) const
    {
        const std::string path = std::string("/sys/bus/pci/drivers/bochs-drm/") + what;
        return write_text(path.c_str(), slot_.c_str());
    }
    /// Its path; nothing if there is none.
    std::string card() const { return drm_node(slot_, "card"); }

    /// Without a console, which the kernel does without if there is no memory for it.
    void try_all() const
    {
        const Setting no_console("/sys/module/drm_kms_helper/parameters/fbdev_emulation", "0", "1");
        // While the core makes a device, it would use as one what it has no memory for (drm_minor_alloc_release()).
        const auto is_of_minors = [](const std::string &name) {
            return name == "kmalloc-8" || name == "kmalloc-2k";
        };
        {
            const ChosenSizes others([&](const std::string &name) { return !is_of_minors(name); });
            try_binding("bind bochs", 100, 0);
        }
        {
            const ChosenSizes same(is_of_minors);
            try_binding("bind bochs, from the planes on", 6, 16);
        }
        EXPECT(tell_driver("bind"), 0, 0);
        // It goes, whatever fails.
        const operation unbinding = {
            .name = "unbind bochs",
            .run = [] { return now_->tell_driver("unbind"); },
            .errors = 0,
            .check = nullptr,
            .undo = [] { return now_->is_gone() ? now_->tell_driver("bind") : -1; },
            .last = 0,
            .done = nullptr,
            .other_errors = {},
            .has_seen_all = nullptr,
        };
        with_each_fault(&unbinding);
        EXPECT(tell_driver("unbind"), 0, 0);
    }

private:
    bool is_gone() const { return !is_there() && card().empty(); }

    static void try_binding(const char *name, int errors, int last)
    {
        const operation binding = {
            .name = name,
            .run = [] { return now_->tell_driver("bind"); },
            .errors = errors,
            .check = [] { return now_->is_gone() ? 0 : -1; },
            .undo = [] { return now_->show_and_unbind(); },
            .last = last,
            .done = nullptr,
            // What the core says that has no memory for what it knows of a part of the device, or for its mapping.
            .other_errors = {EBUSY, EINVAL},
            .has_seen_all = nullptr,
        };
        with_each_fault(&binding);
    }
    /// What has taken hold of the device in spite of a fault drives it.
    int show_and_unbind() const
    {
        // A device works without a file in /dev, which is not made again.
        if (const auto path = card(); access(path.c_str(), F_OK) == 0)
            const Stage stage(path, slot_);
        return tell_driver("unbind");
    }

    static inline const Binding *now_;
    std::string slot_;
};

} // namespace faults
