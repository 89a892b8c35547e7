// SPDX-License-Identifier: GPL-2.0
// class: wrong-unit
// expect: no matching member function for call to 'queue_after'
// why: C takes any number for jiffies, whether it was meant as milliseconds or seconds.
// rust: compiles: Jiffies is another name for an integer
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
    DelayedWork<&Trimmer::trim> trim_work{*this};
};

bool start(const Trimmer &trimmer)
{
#ifdef CONTROL
    return system_wq.queue_after(trimmer.trim_work, seconds(1));
#else
    return system_wq.queue_after(trimmer.trim_work, 1000);
#endif
}
