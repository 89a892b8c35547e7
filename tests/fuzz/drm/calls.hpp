// SPDX-License-Identifier: GPL-2.0
// Names of ioctls, for those who read how often there were which.
#pragma once

#include <span>
#include <string>

#include <sys/ioctl.h>

struct NamedCall {
    size_t number;
    const char *name;
};
#define NAMED_CALL(name)                                                                           \
    NamedCall                                                                                      \
    {                                                                                              \
        _IOC_NR(DRM_IOCTL_##name), "DRM_" #name                                                    \
    }

/// By its number.
inline std::string name_of_call(std::span<const NamedCall> named, size_t number)
{
    for (const auto &call : named)
        if (call.number == number)
            return call.name;
    return "DRM_" + std::to_string(number);
}
