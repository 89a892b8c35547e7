// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: a linear object is dropped at once [kcxx-linear]
// why: C ignores a request that it was given.
// rust: warns: unused_must_use, if the type has it; `let _ =` compiles
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
unsigned serve()
{
    Request request = next_request();
    const unsigned size = request.size();
    std::move(request).complete({});
    return size;
}
#else
unsigned serve()
{
    return next_request().size();
}
#endif
