// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'fence' ends here, and is not consumed on each path to this place [kcxx-linear]
// why: C forgets on the way of an error who waits for the fence: other drivers do, for ever.
// rust: none: Rust for Linux has no fences in 6.12
#include <bindings/dma_fence.hpp>

using namespace kernel;

Result<> finish(PendingFence fence, const Result<> &how)
{
#ifndef CONTROL
    if (!how)
        return how.error();
#endif
    std::move(fence).signal(how);
    return {};
}
