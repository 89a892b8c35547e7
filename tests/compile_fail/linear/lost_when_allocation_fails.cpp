// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: it is given to a function that may fail first [kcxx-linear]
// why: C loses the request when there is no memory for what should hold it.
// rust: compiles: the request is dropped with the closure's arguments
#include <bindings/slab.hpp>
#include <tests/compile_fail/linear/request.hpp>

struct Job {
    std::optional<Request> request;
    explicit Job(Request from) : request(std::move(from)) {}
    Job() = default;
};

#ifdef CONTROL
void serve(Request request)
{
    auto job = make_box<Job>(GFP_ATOMIC);
    if (!job)
        return std::move(request).complete(job.error());
    (*job)->request.emplace(std::move(request));
}
#else
Result<> serve(Request request)
{
    TRY(make_box<Job>(GFP_ATOMIC, std::move(request)));
    return {};
}
#endif
