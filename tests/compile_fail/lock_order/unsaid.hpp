// SPDX-License-Identifier: GPL-2.0
// What other files know of a function.
#pragma once

#include <tests/compile_fail/lock_order/order.hpp>

#ifdef CONTROL
void use_inner(Sample &sample) MAY_SLEEP LOCKS("sample.inner");
#else
void use_inner(Sample &sample) MAY_SLEEP;
#endif
