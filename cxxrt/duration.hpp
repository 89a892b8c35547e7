// SPDX-License-Identifier: GPL-2.0
// std::chrono::duration by itself: all of <chrono>, with its calendar, takes the compiler as long as a
// small module does.
#pragma once

#include <__chrono/duration.h>
