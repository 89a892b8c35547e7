// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: implicit instantiation of undefined template
// why: C's handlers run at the same time for all tasks that have the file, and change what they share.
// rust: refused: E0594, a handler gets a shared reference to the file
#include <bindings/atomic.hpp>
#include <bindings/drm/ioctl.hpp>

using namespace kernel;

struct Value {
    u64 value;
};

class Client {
public:
#ifdef CONTROL
    Result<> count(Value &args) const
    {
        args.value = calls.fetch_add(1);
        return {};
    }
    Atomic<u64> calls{0};
#else
    Result<> count(Value &args)
    {
        args.value = calls++;
        return {};
    }
    u64 calls = 0;
#endif

    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<_IOWR('d', 0x40, Value), &Client::count>};
};
