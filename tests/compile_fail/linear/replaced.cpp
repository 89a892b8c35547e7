// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'held' gets another value, and what it may hold is not consumed [kcxx-linear]
// why: C overwrites the pointer to a request that nobody completed.
// rust: compiles: assignment drops what was there
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void serve(unsigned count)
{
    std::optional<Request> held;
    for (unsigned i = 0; i < count; i++)
        if (!held)
            held.emplace(next_request());
    if (held)
        std::move(*held).complete({});
}
#else
void serve(unsigned count)
{
    std::optional<Request> held;
    for (unsigned i = 0; i < count; i++)
        held.emplace(next_request());
    if (held)
        std::move(*held).complete({});
}
#endif
