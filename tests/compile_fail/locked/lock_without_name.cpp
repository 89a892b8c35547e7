// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: a name says something
// why: C names a lock after the expression that initialises it; lockdep reports are unreadable.
// rust: compiles: new_mutex! takes file and line for a name
#include <bindings/mutex.hpp>

using namespace kernel;

#ifdef CONTROL
struct Device {
    Mutex<"device.state"> mutex;
};
#else
struct Device {
    Mutex<""> mutex;
};
#endif
