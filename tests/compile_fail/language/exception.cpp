// SPDX-License-Identifier: GPL-2.0
// class: run-time-support
// expect: cannot use 'throw' with exceptions disabled
// why: C has none; in plain C++ it needs a run time that unwinds.
// rust: none: panics are BUG
#include <bindings/result.hpp>

using namespace kernel;

#ifdef CONTROL
Result<> f(bool ready)
{
    if (!ready)
        return -EAGAIN;
    return {};
}
#else
Result<> f(bool ready)
{
    if (!ready)
        throw EAGAIN;
    return {};
}
#endif
