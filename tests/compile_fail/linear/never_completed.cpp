// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is never consumed [kcxx-linear]
// why: C returns, and who waits for the request waits for ever.
// rust: compiles: drop() runs, whatever it does
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void serve(Request request)
{
    if (request.size() != 0)
        std::move(request).requeue();
    else
        std::move(request).complete({});
}
#else
unsigned serve(Request request)
{
    return request.size();
}
#endif
