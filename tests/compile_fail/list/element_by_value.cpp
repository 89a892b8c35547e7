// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: no matching member function
// why: C puts an object of the stack into a list that outlives it.
// rust: refused: E0308, a list takes a ListArc
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Request {
    int id = 0;
    Links<Request> links;
};
using Requests = List<Box<Request>, &Request::links>;

#ifdef CONTROL
Result<> add(Requests &list) MAY_SLEEP
{
    list.push_back(TRY(make_box<Request>(GFP_KERNEL)));
    return {};
}
#else
void add(Requests &list)
{
    Request request;
    list.push_back(request);
}
#endif
