// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is never consumed [kcxx-linear]
// why: C takes a request and forgets it when something else fails.
// rust: compiles: drop() runs, whatever it does
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
Result<> serve()
{
    auto request = try_next_request();
    if (!request)
        return request.error();
    request.take().complete({});
    return {};
}
#else
Result<> serve()
{
    auto request = try_next_request();
    if (!request)
        return request.error();
    return prepare(1);
}
#endif
