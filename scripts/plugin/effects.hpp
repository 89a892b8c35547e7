// SPDX-License-Identifier: GPL-2.0
// What a function does to its caller, as its capabilities say (bindings/capability.hpp).
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// Its caller needs unsafe("why"): KCXX_UNSAFE_FN, and all raw bindings.
bool needs_unsafe(const clang::FunctionDecl &function);

/// It may sleep: MAY_SLEEP.
bool may_sleep(const clang::FunctionDecl &function);

/// Destroying a `type` may sleep, as far as its destructor, bases, members and what it owns say.
bool destruction_may_sleep(clang::QualType type);

} // namespace kcxx
