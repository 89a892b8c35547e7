// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: a file that nobody owns is removed at once
// why: C forgets the dentry, and the file stays when what it shows is gone.
// rust: compiles: a File is not must_use; it goes at once
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
    Atomic<u32> limit;
};

DebugfsFile publish(const DebugfsDir &dir, RefPtr<Meter> meter) MAY_SLEEP
{
#ifdef CONTROL
    return dir.create_own_file<&Meter::limit>("limit", std::move(meter));
#else
    dir.create_own_file<&Meter::limit>("limit", std::move(meter));
    return {};
#endif
}
