// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value of type 'Result<>'
// why: C adds an element that is in a list already, and corrupts both.
// rust: refused: E0382, the only ListArc went into the first list
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Request : RefCounted<Request> {
    int id = 0;
    Links<Request> links;
};
using Requests = List<RefPtr<Request>, &Request::links>;

#ifdef CONTROL
Result<> add(Requests &list, RefPtr<Request> request)
{
    return list.push_back(std::move(request));
}
#else
void add(Requests &list, RefPtr<Request> request)
{
    list.push_back(std::move(request));
}
#endif
