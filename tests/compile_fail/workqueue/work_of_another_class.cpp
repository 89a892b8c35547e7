// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: no known conversion from 'Other' to 'const Owner'
// why: C's container_of() makes any structure of the work that it is given.
// rust: refused: E0277, HasWork is not implemented
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
};

#ifdef CONTROL
struct Other : RefCounted<Other> {
    void trim() const {}
    Work<&Other::trim> trim_work{*this};
};
#else
struct Other : RefCounted<Other> {
    Work<&Trimmer::trim> trim_work{*this};
};
#endif

bool start(const Other &other)
{
    return system_wq.queue(other.trim_work);
}
