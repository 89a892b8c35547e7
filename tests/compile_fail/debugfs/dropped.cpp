// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: a folder that nobody owns is removed at once
// why: C forgets the dentry, and the files stay when the module and its data are gone.
// rust: compiles: Dir is not must_use; its files go at once
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
    Atomic<u32> limit;
};

void publish(RefPtr<Meter> meter) MAY_SLEEP
{
#ifdef CONTROL
    auto dir = DebugfsDir::create("meter");
    dir.create_file<&Meter::limit>("limit", std::move(meter));
#else
    DebugfsDir::create("meter");
#endif
}
