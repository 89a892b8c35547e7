// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is only a reference, and its object is consumed through it [kcxx-linear]
// why: C completes a request that its caller completes as well.
// rust: refused: E0507, it cannot move out of a reference
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void finish(Request &&request)
{
    std::move(request).complete({});
}
#else
void finish(Request &request)
{
    std::move(request).complete({});
}
#endif
