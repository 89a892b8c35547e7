// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: no matching member function for call to 'queue'
// why: C queues &dwork->work past its timer, which cancel_delayed_work_sync() then does not find.
// rust: compiles: enqueue() takes what has a delayed work as well
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
    DelayedWork<&Trimmer::trim> trim_work{*this};
};

bool start(const Trimmer &trimmer)
{
#ifdef CONTROL
    return system_wq.queue_after(trimmer.trim_work, milliseconds(0));
#else
    return system_wq.queue(trimmer.trim_work);
#endif
}
