// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'fence' is consumed twice [kcxx-linear]
// why: C signals a fence that who waited for it has freed meanwhile.
// rust: none: Rust for Linux has no fences in 6.12
#include <bindings/dma_fence.hpp>

using namespace kernel;

void finish(PendingFence fence, const Result<> &how)
{
    std::move(fence).signal(how);
#ifndef CONTROL
    std::move(fence).signal({});
#endif
}
