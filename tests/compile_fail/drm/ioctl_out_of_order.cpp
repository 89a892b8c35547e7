// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: static assertion failed due to requirement 'is_in_order()'
// why: C's table has a hole where a command was forgotten, or one in the place of another.
// rust: refused: E0080, declare_drm_ioctls! asserts the number
#include <bindings/drm/ioctl.hpp>

using namespace kernel;

struct Value {
    u64 value;
};

class Client {
public:
    Result<> first(Value &args) const
    {
        args.value++;
        return {};
    }
    Result<> second(Value &args) const
    {
        args.value--;
        return {};
    }

#ifdef CONTROL
    static constexpr unsigned int next = 0x41;
#else
    static constexpr unsigned int next = 0x42;
#endif
    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOWR('d', 0x40, Value), &Client::first>,
                        drm::ioctl<_IOWR('d', next, Value), &Client::second>};
};
