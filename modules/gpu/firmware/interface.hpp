// SPDX-License-Identifier: GPL-2.0
// The memory that the driver and the firmware share.
#pragma once

#include <modules/gpu/abi/messages.hpp>

/// Zeros when the firmware begins: the driver has seen to that.
extern gpu::abi::Interface interface;
