// SPDX-License-Identifier: GPL-2.0
// Locks are known by their names, which are template arguments: Mutex<"note.text">.
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// Literals among a template's arguments: FixedString.
std::vector<std::string> names_in(const clang::ClassTemplateSpecializationDecl &specialisation);

/// The name of what can be locked: Mutex<"x">, SpinLock<"x">, Locked<T, Mutex<"x">>. Empty for others.
std::string name_of_lock(clang::QualType type);

/// The name of the lock that an object holds while it lives: a Guard, what an attempt gave, or a Result
/// of that. Empty for others.
std::string name_of_held(clang::QualType type);

} // namespace kcxx
