// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is used after it was consumed [kcxx-linear]
// why: C reads a request that is freed, or another one by now.
// rust: refused: E0382, borrow of a moved value
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
unsigned serve(Request request)
{
    const unsigned size = request.size();
    std::move(request).complete({});
    return size;
}
#else
unsigned serve(Request request)
{
    std::move(request).complete({});
    return request.size();
}
#endif
