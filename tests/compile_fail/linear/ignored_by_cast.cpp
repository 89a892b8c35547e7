// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: a linear object is dropped at once [kcxx-linear]
// why: C ignores a request that it was given.
// rust: compiles: `let _ =` drops it
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
void serve()
{
    next_request().complete(-EIO);
}
#else
void serve()
{
    static_cast<void>(next_request());
}
#endif
