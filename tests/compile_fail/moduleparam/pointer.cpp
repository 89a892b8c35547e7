// SPDX-License-Identifier: GPL-2.0
// expect: constraints not satisfied
// why: C gives a charp whose text another writer may free meanwhile.
#include <bindings/moduleparam.hpp>

using namespace kernel;

#ifdef CONTROL
static constinit ModuleParam<int> name{1};
#else
static constinit ModuleParam<const char *> name{nullptr};
#endif
module_param(name, 0444);
