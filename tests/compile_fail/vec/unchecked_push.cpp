// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value of
// why: C forgets that memory may be short, and uses what is not there.
// rust: warns: unused_must_use; an error with CONFIG_WERROR
#include <bindings/vec.hpp>

using namespace kernel;

Result<> add(Vec<int> &values) MAY_SLEEP
{
#ifdef CONTROL
    TRY(values.push_back(1, GFP_KERNEL));
#else
    values.push_back(1, GFP_KERNEL);
#endif
    return {};
}
