// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: a file shows an Atomic of the object, or what its method
// why: C's show callback changes the structure while others read it.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
#ifdef CONTROL
    void show(SeqFile &seq) const { seq.write("shown\n"); }
#else
    void show(SeqFile &seq) { seq.write("shown\n"); }
#endif
};

void publish(DebugfsDir &dir, RefPtr<Meter> meter) MAY_SLEEP
{
    dir.create_file<&Meter::show>("state", std::move(meter));
}
