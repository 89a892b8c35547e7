// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: what is moved is taken by nobody [kcxx-linear]
// why: C marks a request as given away, and gives it to nobody.
// rust: compiles: a method that takes self drops it in the end
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
unsigned serve(Request request)
{
    const unsigned size = request.size();
    std::move(request).requeue();
    return size;
}
#else
unsigned serve(Request request)
{
    return std::move(request).size();
}
#endif
