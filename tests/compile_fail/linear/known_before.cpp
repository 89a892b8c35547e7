// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'ticket' is never consumed [kcxx-linear]
// why: C knows of a struct by its name alone, and nothing says what has to be done with one.
// rust: compiles: drop() runs, whatever it does
#include <bindings/linear.hpp>

using namespace kernel;

// Of what is said of a class where it is defined, this does not know yet.
template <class T> class Ticket;

template <class T> struct Office {
    Ticket<T> ticket() const;
};

template <class T> class KCXX_LINEAR Ticket {
public:
    void use() && { std::move(duty_).done(); }

private:
    Duty<"a ticket was dropped"> duty_;
};

#ifdef CONTROL
void serve(const Office<int> &office)
{
    auto ticket = office.ticket();
    std::move(ticket).use();
}
#else
void serve(const Office<int> &office)
{
    auto ticket = office.ticket();
}
#endif
