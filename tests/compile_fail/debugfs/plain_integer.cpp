// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: a file shows an Atomic of the object, or what its method
// why: debugfs_create_u32() reads and writes it whenever somebody likes: a data race.
// rust: refused: E0277, what is written needs Reader, which atomics and locks have
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
#ifdef CONTROL
    Atomic<u32> limit;
#else
    u32 limit = 0;
#endif
};

void publish(DebugfsDir &dir, RefPtr<Meter> meter) MAY_SLEEP
{
    dir.create_file<&Meter::limit>("limit", std::move(meter));
}
