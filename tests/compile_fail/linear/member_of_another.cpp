// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: member 'request' is linear, and its class is not [kcxx-linear]
// why: C frees a struct with a request in it that is still to be completed.
// rust: compiles: it is dropped with the struct
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
struct Job {
    std::optional<Request> request; // whoever ends the job with a request in it ends in a BUG
    unsigned tries = 0;
};
class KCXX_LINEAR Transfer {
public:
    void finish(Result<> outcome) && { std::move(request_).complete(outcome); }

private:
    Request request_ = next_request();
};
#else
struct Job {
    Request request = next_request();
    unsigned tries = 0;
};
#endif
