// SPDX-License-Identifier: GPL-2.0
// How it is said what is wrong with the use of a linear object.
#pragma once

#include <scripts/plugin/context.hpp>

namespace kcxx {

inline constexpr llvm::StringLiteral linear_name = "linear";

/// `wrong` without the object's name, which is put before it.
Finding linear_finding(const clang::ValueDecl &object, const std::string &wrong);
/// For an object of `type` that has no name, or not one of its own.
Finding linear_finding(clang::QualType type, const std::string &wrong);
Finding linear_finding(clang::QualType type, const std::string &wrong, const std::string &instead);

} // namespace kcxx
