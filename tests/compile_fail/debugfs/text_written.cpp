// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: only an Atomic can be written through a file
// why: C gives a file the mode 0644 and no write operation, and every write fails.
// rust: refused: E0277, what is written needs Reader
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
    void show(SeqFile &seq) const { seq.write("shown\n"); }
};

void publish(DebugfsDir &dir, RefPtr<Meter> meter) MAY_SLEEP
{
#ifdef CONTROL
    dir.create_file<&Meter::show>("state", std::move(meter));
#else
    dir.create_writable_file<&Meter::show>("state", std::move(meter));
#endif
}
