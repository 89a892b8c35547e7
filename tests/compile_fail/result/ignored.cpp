// SPDX-License-Identifier: GPL-2.0
// expect: ignoring
// why: C forgets an error as easily as it calls a function.
#include <bindings/result.hpp>

kernel::Result<> start();

using namespace kernel;

#ifdef CONTROL
Result<> begin()
{
    TRY(start());
    return {};
}
#else
Result<> begin()
{
    start();
    return {};
}
#endif
