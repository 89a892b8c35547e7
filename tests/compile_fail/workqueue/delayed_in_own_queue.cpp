// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: no matching member function for call to 'queue'
// why: C destroys the queue while the timer of a delayed work runs, which then finds it gone.
// rust: none: queues of a module's own are not bound
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
#ifdef CONTROL
    Work<&Trimmer::trim> trim_work{*this};
#else
    DelayedWork<&Trimmer::trim> trim_work{*this};
#endif
};

bool start(const WorkQueue &queue, const Trimmer &trimmer)
{
    return queue.queue(trimmer.trim_work);
}
