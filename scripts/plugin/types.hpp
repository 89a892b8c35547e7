// SPDX-License-Identifier: GPL-2.0
// What a type is to the rules: an owner, a borrow, a piece of data that any context may change.
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

/// A pointer, a view, or something that holds one: std::span, [[gsl::Pointer]], optional<span>.
/// Not a reference itself.
bool is_borrow(clang::QualType type);

/// A raw pointer to data.
bool is_raw_pointer(clang::QualType type);

/// A borrow through which what it shows can be changed: a span of what is not const.
bool is_mutable_borrow(clang::QualType type);

/// [[gsl::Owner]]: Box, RefPtr, Vec.
bool is_owner(clang::QualType type);

/// An owner, or what states are known of, such as Result: what it holds goes when it changes.
bool holds(clang::QualType type);

/// What holds something, or has such a thing inside.
bool may_own(clang::QualType type);

/// May be changed by several contexts at once: its methods see to that. Annotated as
/// [[clang::annotate("kcxx::sync")]].
bool is_sync(clang::QualType type);

/// Has to be given to exactly one operation that takes it: [[clang::annotate("kcxx::linear")]].
bool is_linear(clang::QualType type);

/// A std::optional or Result of something linear: it may hold one or not.
bool is_maybe_linear(clang::QualType type);

} // namespace kcxx
