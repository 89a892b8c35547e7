// SPDX-License-Identifier: GPL-2.0
// class: info-leak
// expect: the argument has padding, through which kernel memory would leak
// why: C's core copies the argument out with its holes, in which the handler may have left anything.
// rust: compiles: declare_drm_ioctls! takes any structure of the kernel's
#include <bindings/drm/ioctl.hpp>

using namespace kernel;

struct Create {
    u64 size;
    u32 handle;
#ifdef CONTROL
    u32 pad;
#endif
};

class Client {
public:
    Result<> create(Create &args) const
    {
        args.handle = 1;
        return {};
    }

    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOWR('d', 0x40, Create), &Client::create>};
};
