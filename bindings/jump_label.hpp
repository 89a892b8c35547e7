// SPDX-License-Identifier: GPL-2.0
// <linux/jump_label.h>: a branch that is a nop until somebody switches it on. Where the kernel cannot change
// its code (CONFIG_JUMP_LABEL), it is a test.
#pragma once

#include <bindings/raw.hpp>

namespace kernel {

/// Whether `key`, of C, is on; what is done then is put out of the way. The kernel changes the code of
/// each such branch when the key changes, and needs to know all of them: the section that lists them
/// goes where the function goes, in whatever object that is.
///
/// Context: Any context.
template <const raw::static_key &key> [[gnu::always_inline]] inline bool static_branch_unlikely()
{
#if KCXX_HAVE_JUMP_LABEL
    unsafe("the nop is as long as the jump that the kernel makes of it, and it may go either way") {
        asm goto("1: .byte 0x0f, 0x1f, 0x44, 0x00, 0x00\n\t"
                 ".pushsection __jump_table, \"aw?\"\n\t"
                 ".balign 8\n\t"
                 ".long 1b - ., %l[is_on] - .\n\t"
                 ".quad %c0 - .\n\t"
                 ".popsection"
                 :
                 : "i"(&key)
                 :
                 : is_on);
        return false;
    is_on:
        return true;
    }
#else
    unsafe("it is a counter, which is changed as such") {
        return raw::atomic_read(&key.enabled) > 0;
    }
#endif
}

} // namespace kernel
