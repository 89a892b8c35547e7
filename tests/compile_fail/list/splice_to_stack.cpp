// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: call to deleted constructor of
// why: C splices a shared list to the stack and unlocks: others still unlink from it (CVE-2025-68260).
// rust: compiles: it happened in Rust, where List::remove is unsafe (CVE-2025-68260)
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Request {
    int id = 0;
    Links<Request> links;
};
using Requests = List<Box<Request>, &Request::links>;

#ifdef CONTROL
void drain(const Locked<Requests, Mutex<"test.list">> &requests) MAY_SLEEP
{
    while (auto request = requests.with(may_sleep, [](Requests &list) { return list.pop_front(); }))
        (*request)->id++;
}
#else
void drain(const Locked<Requests, Mutex<"test.list">> &requests) MAY_SLEEP
{
    auto mine = requests.with(may_sleep, [](Requests &list) { return std::move(list); });
    while (auto request = mine.pop_front())
        (*request)->id++;
}
#endif
