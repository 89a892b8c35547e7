// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: no matching member function for call to 'create_file'
// why: C gives debugfs a bare pointer, and frees the structure before it removes the file.
// rust: refused: E0597, a file owns its data or borrows it for as long
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
    Atomic<u32> limit;
};

void publish(DebugfsDir &dir, const Meter &meter) MAY_SLEEP
{
#ifdef CONTROL
    dir.create_file<&Meter::limit>("limit", meter.self());
#else
    dir.create_file<&Meter::limit>("limit", meter);
#endif
}
