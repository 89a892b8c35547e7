// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: address of unsafe function 'msleep' taken [kcxx-unsafe-call]
// why: C calls through the pointer, and nobody sees what.
// rust: refused: E0308, an unsafe function is not a safe one
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
void wait() MAY_SLEEP
{
    const auto sleep = [](unsigned int ms) MAY_SLEEP {
        unsafe("the lambda says that it may sleep") {
            raw::msleep(ms);
        }
    };
    sleep(1);
}
#else
void wait() MAY_SLEEP
{
    const auto sleep = raw::msleep;
    sleep(1);
}
#endif
