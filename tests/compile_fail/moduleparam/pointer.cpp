// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: constraints not satisfied
// why: C gives a charp whose text another writer may free meanwhile.
// rust: refused: E0277, only integers are parameters
#include <bindings/moduleparam.hpp>

using namespace kernel;

#ifdef CONTROL
static constinit ModuleParam<int> name{1};
#else
static constinit ModuleParam<const char *> name{nullptr};
#endif
module_param(name, 0444);
