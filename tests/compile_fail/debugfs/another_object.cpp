// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: the file shows a member of the object
// why: debugfs_create_file() takes any pointer, and show() casts it to what it believes it is.
// rust: refused: E0599, a file shows the data that it was made with
#include <bindings/debugfs.hpp>

using namespace kernel;

struct Meter : RefCounted<Meter> {
    Atomic<u32> limit;
};
struct Other : RefCounted<Other> {
    Atomic<u32> limit;
};

#ifdef CONTROL
void publish(DebugfsDir &dir, RefPtr<Meter> object) MAY_SLEEP
#else
void publish(DebugfsDir &dir, RefPtr<Other> object) MAY_SLEEP
#endif
{
    dir.create_file<&Meter::limit>("limit", std::move(object));
}
