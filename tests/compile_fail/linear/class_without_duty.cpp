// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: a linear class with nothing in it that is linear [kcxx-linear]
// why: C has no word for what must happen once.
// rust: none: there is no such class
#include <tests/compile_fail/linear/request.hpp>

#ifdef CONTROL
class KCXX_LINEAR Ticket {
public:
    void punch() && { std::move(duty_).done(); }

private:
    Duty<"a ticket was dropped that nobody punched"> duty_;
};
#else
class KCXX_LINEAR Ticket {
public:
    void punch() && {}
};
#endif
