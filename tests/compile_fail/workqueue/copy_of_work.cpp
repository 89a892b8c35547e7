// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to deleted constructor
// why: C copies a structure with its work_struct: a list entry that nobody linked.
// rust: refused: E0507, what is pinned is not moved out, and it is no Copy
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
    Work<&Trimmer::trim> trim_work{*this};
};

bool start(const Trimmer &trimmer)
{
#ifdef CONTROL
    const auto &work = trimmer.trim_work;
#else
    const auto work = trimmer.trim_work;
#endif
    return system_wq.queue(work);
}
