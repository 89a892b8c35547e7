// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: calling function 'operator++' requires negative capability
// why: C hides it in a macro that iterates.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

struct Step {
    int operator*() const { return 1; }
    void operator++() MAY_SLEEP;
    bool operator!=(const Step &) const { return false; }
};
struct Steps {
    Step begin() const { return {}; }
    Step end() const { return {}; }
};

#ifdef CONTROL
int f(const Steps &steps) MAY_SLEEP
{
    int sum = 0;
    for (const int step : steps)
        sum = step;
    return sum;
}
#else
int f(const Steps &steps)
{
    int sum = 0;
    for (const int step : steps)
        sum = step;
    return sum;
}
#endif
