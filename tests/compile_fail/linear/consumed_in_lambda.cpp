// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is consumed in a lambda, which may be called twice, or never [kcxx-linear]
// why: C completes the request in each call of a callback.
// rust: refused: E0507, it cannot move out of a captured variable
#include <tests/compile_fail/linear/request.hpp>

template <class F> void for_each_part(F visit)
{
    visit();
}

#ifdef CONTROL
void serve(Request request)
{
    for_each_part([] {});
    std::move(request).complete({});
}
#else
void serve(Request request)
{
    for_each_part([&] { std::move(request).complete({}); });
}
#endif
