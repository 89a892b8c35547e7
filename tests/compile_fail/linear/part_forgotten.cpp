// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'second_' ends here, and is not consumed on each path to this place [kcxx-linear]
// why: C completes one of the two requests that a transfer is made of.
// rust: compiles: a part that is not moved out is dropped
#include <tests/compile_fail/linear/request.hpp>

class KCXX_LINEAR Transfer {
public:
#ifdef CONTROL
    void finish(bool good) &&
    {
        if (good) {
            std::move(first_).complete({});
            std::move(second_).complete({});
        } else {
            std::move(*this).fail();
        }
    }
#else
    void finish(bool good) &&
    {
        std::move(first_).complete({});
        if (good)
            std::move(second_).complete({});
    }
#endif

private:
    void fail() &&
    {
        std::move(first_).complete(-EIO);
        std::move(second_).complete(-EIO);
    }

    Request first_ = next_request();
    Request second_ = next_request();
};
