// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' ends here, and is not consumed on each path to this place [kcxx-linear]
// why: C forgets the request on the way out with an error.
// rust: compiles: drop() runs, whatever it does
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
Result<> serve()
{
    Request request = next_request();
    auto prepared = prepare(request.size());
    if (!prepared) {
        std::move(request).complete(prepared.error());
        return prepared.error();
    }
    std::move(request).complete({});
    return {};
}
#else
Result<> serve()
{
    Request request = next_request();
    TRY(prepare(request.size()));
    std::move(request).complete({});
    return {};
}
#endif
