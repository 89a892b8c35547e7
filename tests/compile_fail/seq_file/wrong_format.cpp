// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: integer_has_another_size_than_the_length_modifier_says
// why: seq_printf() reads more of the stack than was passed; kernels build without that warning.
// rust: none: {} takes sign and size from the argument
#include <bindings/seq_file.hpp>

using namespace kernel;

void show(SeqFile &seq, u64 total)
{
#ifdef CONTROL
    seq.printf("total %llu\n", total);
#else
    seq.printf("total %u\n", total);
#endif
}
