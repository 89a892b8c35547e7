// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: permissions of a parameter: octal, not executable, writable for root alone
// why: C's VERIFY_OCTAL_PERMISSIONS refuses it as well; a plain struct would not.
// rust: none: parameters cannot be written to
#include <bindings/moduleparam.hpp>

using namespace kernel;

static constinit ModuleParam<int> limit{1};
#ifdef CONTROL
module_param(limit, 0644);
#else
module_param(limit, 0666);
#endif
