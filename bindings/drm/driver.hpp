// SPDX-License-Identifier: GPL-2.0
// <drm/drm_drv.h>: what all drivers of devices in /dev/dri have in common.
#pragma once

#include <bindings/module.hpp>

#include <concepts>

namespace kernel::drm {

/// What user space is told of a driver (DRM_IOCTL_VERSION).
struct DriverInfo {
    const char *name;
    const char *desc;
    int major;
    int minor;
};

/// A class whose `info` describes a driver that has its buffers in shared memory.
template <class T>
concept Driver = requires {
    { T::info } -> std::convertible_to<const DriverInfo &>;
};

namespace detail {

using Mmap = int(raw::file *, raw::vm_area_struct *);
consteval raw::file_operations make_file_operations(Mmap &mmap)
{
    raw::file_operations operations{};
#if KCXX_HAVE_FOP_UNSIGNED_OFFSET
    // Offsets say which object is mapped.
    operations.fop_flags = raw::FOP_UNSIGNED_OFFSET;
#endif
    operations.owner = &raw::__this_module;
    operations.open = raw::drm_open;
    operations.release = raw::drm_release;
    operations.unlocked_ioctl = raw::drm_ioctl;
    operations.compat_ioctl = raw::drm_compat_ioctl;
    operations.poll = raw::drm_poll;
    operations.read = raw::drm_read;
    operations.llseek = raw::noop_llseek;
    operations.mmap = mmap;
    return operations;
}
inline constexpr raw::file_operations file_operations = make_file_operations(raw::drm_gem_mmap);

/// A driver whose buffers are in shared memory, with `features` beside that.
template <Driver T> consteval raw::drm_driver make_gem_driver(u32 features)
{
    raw::drm_driver driver{};
    driver.driver_features = raw::DRIVER_GEM | features;
    driver.fops = &file_operations;
    driver.name = const_cast<char *>(T::info.name);
    driver.desc = const_cast<char *>(T::info.desc);
    driver.date = const_cast<char *>("");
    driver.major = T::info.major;
    driver.minor = T::info.minor;
    driver.prime_handle_to_fd = raw::drm_gem_prime_handle_to_fd;
    driver.prime_fd_to_handle = raw::drm_gem_prime_fd_to_handle;
#if KCXX_HAVE_DRM_GEM_PRIME_MMAP
    driver.gem_prime_mmap = raw::drm_gem_prime_mmap;
#endif
    return driver;
}

} // namespace detail
} // namespace kernel::drm
