// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring
// why: C forgets an error as easily as it calls a function.
// rust: warns: unused_must_use; an error with CONFIG_WERROR
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
