// SPDX-License-Identifier: GPL-2.0
// Which way an expression takes to what it refers to: port.session->name starts at port.
#pragma once

#include <scripts/plugin/assignments.hpp>

namespace kcxx {

/// One step of a path: into a member, to an element, or to what a method gives.
struct Step {
    /// The member, or the function that makes the step; nullptr: a subscript of the language.
    const clang::Decl *what = nullptr;
    /// Which element, or what the function is given.
    const clang::Expr *argument = nullptr;
    /// Whether it leads into what an owner holds, which ends when the owner changes.
    bool is_owned = false;
    /// Whether that owner could be changed here: it is itself no constant.
    bool is_changeable = false;
};

/// How two paths of one function relate.
enum class Overlap { none, possible, certain };

struct Path {
    /// A variable; nullptr: `this`.
    const clang::ValueDecl *root = nullptr;
    std::vector<Step> steps;

    /// Whether both lead to the same memory, or one to a part of the other's.
    Overlap overlap(const Path &other) const;
    /// Whether what an owner holds is reached on this path, and `other` leads to that owner or to
    /// what it is in.
    bool is_owned_through(const Path &other) const;
    /// As a person would write it, without what is inside of calls.
    std::string text() const;
};

/// The ways that an expression may take: two for c ? a : b; none for a value of its own. Views that
/// are variables lead to what they were made of, and to what `assigned` says.
std::vector<Path> paths_of(const clang::Expr &expression, const Assignments *assigned = nullptr);

/// Whether what an expression refers to goes when an owner that it names is changed.
bool is_held_by_owner(const clang::Expr &expression);

} // namespace kcxx
