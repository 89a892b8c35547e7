// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: user_pointer_must_not_be_printed_as_a_kernel_pointer
// why: %s and %p follow or show an address that user space chose.
// rust: refused: E0277, UserPtr cannot be formatted
#include <bindings/seq_file.hpp>
#include <bindings/uaccess.hpp>

using namespace kernel;

#ifdef CONTROL
void show(SeqFile &seq, u64 offset)
{
    seq.printf("at %llu\n", offset);
}
#else
void show(SeqFile &seq, UserPtr<char> address)
{
    seq.printf("at %p\n", address);
}
#endif
