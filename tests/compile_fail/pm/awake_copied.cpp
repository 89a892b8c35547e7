// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor
// why: C lets two paths put what one has taken: the count of users is too low, and the device sleeps at work.
// rust: refused: E0507, a guard is no Copy
#include <bindings/pm_runtime.hpp>

#include <optional>

using namespace kernel;

class Group {
public:
#ifdef CONTROL
    pm::Power::Awake give_up() { return std::move(awake_); }
#else
    pm::Power::Awake give_up() { return awake_; }
#endif

private:
    pm::Power::Awake awake_;
};
