// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is consumed, and may have been consumed before [kcxx-linear]
// why: C completes a request that is somebody else's by now.
// rust: refused: E0382, if completing takes self
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void serve(Request request)
{
    if (request.size() == 0)
        return std::move(request).complete(-EINVAL);
    std::move(request).complete({});
}
#else
void serve(Request request)
{
    if (request.size() == 0)
        std::move(request).complete(-EINVAL);
    std::move(request).complete({});
}
#endif
