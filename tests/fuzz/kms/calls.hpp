// SPDX-License-Identifier: GPL-2.0
// Names of ioctls, for those who read how often there were which.
#pragma once

#include <string>

#include <libdrm/drm.h>

struct NamedCall {
    size_t number;
    const char *name;
};
#define CALL(name)                                                                                 \
    NamedCall                                                                                      \
    {                                                                                              \
        _IOC_NR(DRM_IOCTL_##name), "DRM_" #name                                                    \
    }
inline constexpr NamedCall named_calls[] = {
    CALL(SET_CLIENT_CAP),
    CALL(SET_MASTER),
    CALL(DROP_MASTER),
    CALL(WAIT_VBLANK),
    CALL(GEM_CLOSE),
    CALL(PRIME_HANDLE_TO_FD),
    CALL(PRIME_FD_TO_HANDLE),
    CALL(CRTC_GET_SEQUENCE),
    CALL(CRTC_QUEUE_SEQUENCE),
    CALL(MODE_GETRESOURCES),
    CALL(MODE_GETCRTC),
    CALL(MODE_SETCRTC),
    CALL(MODE_CURSOR),
    CALL(MODE_GETGAMMA),
    CALL(MODE_SETGAMMA),
    CALL(MODE_GETENCODER),
    CALL(MODE_GETCONNECTOR),
    CALL(MODE_GETPROPERTY),
    CALL(MODE_GETPROPBLOB),
    CALL(MODE_GETFB),
    CALL(MODE_ADDFB2),
    CALL(MODE_RMFB),
    CALL(MODE_PAGE_FLIP),
    CALL(MODE_DIRTYFB),
    CALL(MODE_CREATE_DUMB),
    CALL(MODE_MAP_DUMB),
    CALL(MODE_DESTROY_DUMB),
    CALL(MODE_GETPLANERESOURCES),
    CALL(MODE_GETPLANE),
    CALL(MODE_SETPLANE),
    CALL(MODE_OBJ_GETPROPERTIES),
    CALL(MODE_OBJ_SETPROPERTY),
    CALL(MODE_CURSOR2),
    CALL(MODE_ATOMIC),
    CALL(MODE_CREATEPROPBLOB),
    CALL(MODE_DESTROYPROPBLOB),
    CALL(MODE_CREATE_LEASE),
    CALL(MODE_REVOKE_LEASE),
    CALL(MODE_GETFB2),
    {0xd0, "DRM_MODE_CLOSEFB"},
};
#undef CALL

/// By its number.
inline std::string name_of_call(size_t number)
{
    for (const auto &call : named_calls)
        if (call.number == number)
            return call.name;
    return "DRM_" + std::to_string(number);
}
