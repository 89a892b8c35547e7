// SPDX-License-Identifier: GPL-2.0
// Included before every C++ file. Kernel allocation can fail and must say in which context it
// runs: the operators that cannot do either are declared here as errors, so that a plain `new`
// and every std container that allocates are refused by the compiler.
#pragma once

#define KCXX_NO_THROWING_NEW \
    __attribute__((error("cannot fail in the kernel: use make_box, make_ref or Vec, which take GFP_*")))

void *operator new(__SIZE_TYPE__) KCXX_NO_THROWING_NEW;
void *operator new[](__SIZE_TYPE__) KCXX_NO_THROWING_NEW;

#undef KCXX_NO_THROWING_NEW
