// SPDX-License-Identifier: GPL-2.0
// The order of the locks of the programs in this folder.
#pragma once

#include <bindings/lock_order.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

using LockOrder = kernel::LockOrder<"sample.outer", "sample.inner", "sample.data">;

struct Sample {
    Mutex<"sample.outer"> outer;
    Mutex<"sample.inner"> inner;
    Locked<int, SpinLock<"sample.data">> data;
};

/// Of another file.
void use_outer(Sample &sample) MAY_SLEEP LOCKS("sample.outer");
