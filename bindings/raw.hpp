// SPDX-License-Identifier: GPL-2.0
// The kernel at hand, as C++ declarations: generated for it at build time (scripts/bindgen), every
// function behind unsafe("why"). For bindings alone: a module that needs it lacks a binding.
#pragma once

#include <bindings/raw/pointers.hpp>
#include <bindings/types.hpp>
#include <bindings/unsafe.hpp>

#include <features.h>
#include <raw_generated.hpp>
