// SPDX-License-Identifier: GPL-2.0
// <drm/drm_file.h>, Documentation/gpu/drm-usage-stats.rst: what /proc/PID/fdinfo says of an open file of a device.
#pragma once

#include <bindings/drm/driver.hpp>
#include <bindings/drm/file.hpp>
#include <bindings/drm/ioctl.hpp>

namespace kernel::drm {

/// The text of an fdinfo, as `void tell(Fdinfo &) const` of a client sees it. What it has of memory the core says.
class Fdinfo {
public:
    explicit Fdinfo(raw::drm_printer &printer [[clang::lifetimebound]]) : printer_(printer) {}
    Fdinfo(const Fdinfo &) = delete;
    Fdinfo &operator=(const Fdinfo &) = delete;

    /// How long an engine has worked for this file, in nanoseconds, and how many of its kind there are.
    ///
    /// Context: Process context.
    void engine(const char *name, u64 busy, u32 capacity)
    {
        unsafe("the format is that of these arguments") {
            raw::drm_printf(&printer_, "drm-engine-%s:\t%llu ns\n", name,
                            static_cast<unsigned long long>(busy));
            raw::drm_printf(&printer_, "drm-engine-capacity-%s:\t%u\n", name, capacity);
        }
    }

private:
    raw::drm_printer &printer_;
};

/// What a client must have for that.
template <class T>
concept TellsOfItself = requires(const T &client, Fdinfo &info) {
    { client.tell(info) } -> std::same_as<void>;
};

namespace detail {

/// For drm_driver::show_fdinfo.
template <TellsOfItself T>
void show_fdinfo(raw::drm_printer *printer, raw::drm_file *file) MAY_SLEEP
{
    unsafe("the core has both while it calls this") {
        Fdinfo info(*printer);
        client_of<T>(file).tell(info);
        raw::drm_show_memory_stats(printer, file);
    }
}

} // namespace detail
} // namespace kernel::drm
