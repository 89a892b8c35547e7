// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: with const-qualified type
// why: C writes a plain field of a shared object: a data race.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Request : RefCounted<Request> {
    int id = 0;
    Links<Request> links;
};
using Requests = List<RefPtr<Request>, &Request::links>;

#ifdef CONTROL
int sum(Requests &list)
{
    int total = 0;
    for (auto &request : list)
        total += request.id;
    return total;
}
#else
void renumber(Requests &list)
{
    for (auto &request : list)
        request.id = 0;
}
#endif
