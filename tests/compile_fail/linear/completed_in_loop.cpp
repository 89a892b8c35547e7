// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is consumed again in each round of a loop [kcxx-linear]
// why: C completes one request as often as there are parts.
// rust: refused: E0382, moved in the previous iteration of the loop
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void serve(unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        Request request = next_request();
        if (request.size() == 0)
            std::move(request).complete(-EIO);
        else
            hand_on(std::move(request));
    }
}
#else
void serve(unsigned count)
{
    Request request = next_request();
    for (unsigned i = 0; i < count; i++)
        hand_on(std::move(request));
    std::move(request).complete({});
}
#endif
