// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: no matching
// why: seq_printf(m, name) takes what somebody else wrote for a format.
// rust: refused: the format argument must be a string literal
#include <bindings/seq_file.hpp>

using namespace kernel;

void show(SeqFile &seq, const char *name)
{
#ifdef CONTROL
    seq.write(name);
#else
    seq.printf(name);
#endif
}
