// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is captured by a lambda [kcxx-linear]
// why: C passes the request to a callback that is called twice, or never.
// rust: refused: FnOnce is called once, but may be dropped uncalled
#include <tests/compile_fail/linear/request.hpp>

template <class F> void later(F run)
{
    run();
}

#ifdef CONTROL
void serve(Request request)
{
    later([size = request.size()] { return size; });
    std::move(request).complete({});
}
#else
void serve(Request request)
{
    later([request = std::move(request)]() mutable { std::move(request).complete({}); });
}
#endif
