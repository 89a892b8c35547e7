// SPDX-License-Identifier: GPL-2.0
// expect: foreign function 'schedule' declared as safe [kcxx-foreign-code]
// why: C declares it by hand, wrongly.
#include <bindings/unsafe.hpp>

using namespace kernel;

#ifdef CONTROL
extern "C" void schedule() KCXX_UNSAFE_FN;
#else
extern "C" void schedule();
#endif
