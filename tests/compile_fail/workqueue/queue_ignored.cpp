// SPDX-License-Identifier: GPL-2.0
// expect: ignoring return value of type 'Result
// why: C goes on with the null pointer that alloc_workqueue() gave.
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
