// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: foreign function 'schedule' declared as safe [kcxx-foreign-code]
// why: C declares it by hand, wrongly.
// rust: refused: E0133, a foreign function is unsafe to call
#include <bindings/unsafe.hpp>

using namespace kernel;

#ifdef CONTROL
extern "C" void schedule() KCXX_UNSAFE_FN;
#else
extern "C" void schedule();
#endif
