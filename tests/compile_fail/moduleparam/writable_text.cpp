// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: a text is given when the module is loaded, and stays as it is
// why: C has a lock for that, kernel_param_lock(), which readers of a charp forget.
// rust: none: no parameter is a text
#include <bindings/moduleparam_string.hpp>

using namespace kernel;

static constinit StringParam<16> name{"first"};
#ifdef CONTROL
module_param(name, 0444);
#else
module_param(name, 0644);
#endif
