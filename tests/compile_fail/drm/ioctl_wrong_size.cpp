// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: the command was defined for a type of another size
// why: C's handler takes a void pointer for its own structure, and the core has copied another.
// rust: refused: E0080, declare_drm_ioctls! asserts the size
#include <bindings/drm/ioctl.hpp>

using namespace kernel;

struct Create {
    u64 size;
    u32 flags;
    u32 handle;
};
struct Destroy {
    u32 handle;
    u32 pad;
};

class Client {
public:
    Result<> create(Create &args) const
    {
        args.handle = args.flags + 1;
        return {};
    }

#ifdef CONTROL
    using Argument = Create;
#else
    using Argument = Destroy;
#endif
    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOWR('d', 0x40, Argument), &Client::create>};
};
