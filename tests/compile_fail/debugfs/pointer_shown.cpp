// SPDX-License-Identifier: GPL-2.0
// class: info-leak
// expect: an Atomic that a file shows is an integer or a bool
// why: debugfs_create_x64() shows an address of the kernel, and writes one.
// rust: refused: E0277, a raw pointer is not Sync
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
#ifdef CONTROL
    Atomic<u64> next;
#else
    Atomic<Meter *> next;
#endif
};

void publish(DebugfsDir &dir, RefPtr<Meter> meter) MAY_SLEEP
{
    dir.create_file<&Meter::next>("next", std::move(meter));
}
