// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'armed' ends here, and is not consumed on each path to this place [kcxx-linear]
// why: C has told others what to wait for, and does not push the job: they wait for ever.
// rust: none: Rust for Linux has no scheduler of jobs in 6.12
#include <bindings/drm/sched.hpp>

using namespace kernel;

struct Job {
    Result<> run() { return {}; }
};

Result<Fence> hand_over(drm::PreparedJob<Job> job, bool is_wanted) MAY_SLEEP
{
    auto armed = std::move(job).arm();
    Fence done = armed.finished();
#ifdef CONTROL
    static_cast<void>(is_wanted);
#else
    if (!is_wanted)
        return -ECANCELED;
#endif
    std::move(armed).push();
    return done;
}
