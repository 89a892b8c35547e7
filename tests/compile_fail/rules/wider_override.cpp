// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: override 'go' may sleep, but what it overrides does not [kcxx-wider-override]
// why: C puts a sleeping function into a table for atomic callbacks.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/gfp.hpp>

using namespace kernel;

#ifdef CONTROL
struct Base {
    virtual void go() MAY_SLEEP = 0;
};
struct Derived : Base {
    void go() override MAY_SLEEP {}
};
#else
struct Base {
    virtual void go() = 0;
};
struct Derived : Base {
    void go() override MAY_SLEEP {}
};
#endif
