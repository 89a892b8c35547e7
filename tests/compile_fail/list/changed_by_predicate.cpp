// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: 'list' is lent to one call twice, to be changed [kcxx-overlapping-borrow]
// why: C calls back while it walks the list, and the callback removes from it.
// rust: refused: E0499, it is borrowed twice
#include <bindings/list.hpp>

using namespace kernel;

struct Request {
    Links<Request> links;
    int id = 0;
};
using Requests = List<Box<Request>, &Request::links>;

bool f(Requests &list)
{
#ifdef CONTROL
    return list.remove_first([](const Request &request) { return request.id == 1; }).has_value();
#else
    return list
        .remove_first([&list](const Request &request) {
            list.clear();
            return request.id == 1;
        })
        .has_value();
#endif
}
