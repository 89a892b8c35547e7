// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor
// why: C adds one object to two lists; the second list_add() breaks the first list.
// rust: refused: E0382, use of a moved value
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Request {
    int id = 0;
    Links<Request> links;
};
using Requests = List<Box<Request>, &Request::links>;

#ifdef CONTROL
void both(Requests &a, Box<Request> request)
{
    a.push_back(std::move(request));
}
#else
void both(Requests &a, Requests &b, Box<Request> request)
{
    a.push_back(request);
    b.push_back(request);
}
#endif
