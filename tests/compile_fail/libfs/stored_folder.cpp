// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'root' stores a borrow [kcxx-stored-borrow]
// why: C keeps the dentry of a mount that may be gone: binderfs once did with its control device.
// rust: none: Rust for Linux has no such file systems
#include <bindings/libfs.hpp>

#include <optional>

using namespace kernel;

struct Mount {
#ifdef CONTROL
    u32 devices = 0;
#else
    std::optional<FsDir> root;
#endif
};
