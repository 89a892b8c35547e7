// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: argument_is_not_a_string_that_ends_in_nul
// why: %s reads on to the next nul, wherever that is.
// rust: none: {} knows how long a &str is
#include <bindings/seq_file.hpp>

using namespace kernel;

void show(SeqFile &seq, std::string_view name)
{
#ifdef CONTROL
    seq.printf("name ");
    seq.write(name);
#else
    seq.printf("name %s", name);
#endif
}
