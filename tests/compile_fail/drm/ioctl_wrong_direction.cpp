// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: commands of DRM drivers are DRM_IOWR
// why: C's handler reads what the core has not copied in, or its answer is not copied out.
// rust: compiles: declare_drm_ioctls! asserts the size and the number alone
#include <bindings/drm/ioctl.hpp>

using namespace kernel;

struct Create {
    u64 size;
    u32 flags;
    u32 handle;
};

class Client {
public:
    Result<> create(Create &args) const
    {
        args.handle = args.flags + 1;
        return {};
    }

#ifdef CONTROL
    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOWR('d', 0x40, Create), &Client::create>};
#else
    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOW('d', 0x40, Create), &Client::create>};
#endif
};
