// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: does not satisfy 'Job'
// why: C leaves out timedout_job, and a job that the device never ends is waited for for ever.
// rust: none: Rust for Linux has no scheduler of jobs in 6.12
#include <bindings/drm/sched.hpp>

using namespace kernel;

struct Stream {
    Result<Fence> run() { return -EIO; }
#ifdef CONTROL
    void timed_out() {}
#endif
};

using Queue = drm::JobQueue<Stream>;
