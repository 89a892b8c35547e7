// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value of type 'Result
// why: C goes on with the null pointer that alloc_workqueue() gave.
// rust: none: queues of a module's own are not bound
#include <bindings/workqueue.hpp>

using namespace kernel;

Result<> make() MAY_SLEEP
{
#ifdef CONTROL
    const auto queue = TRY(WorkQueue::create("test"));
    queue->flush();
#else
    WorkQueue::create("test");
#endif
    return {};
}
