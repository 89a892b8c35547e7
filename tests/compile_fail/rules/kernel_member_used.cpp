// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: raw member 'ki_pos' is used [kcxx-raw-object]
// why: C has nothing else.
// rust: refused: fields of C structures are reached through raw pointers, in unsafe code
#include <bindings/file_operations.hpp>

using namespace kernel;

#ifdef CONTROL
void f(Kiocb &kiocb)
{
    kiocb.pos() = 0;
}
#else
void f(raw::kiocb &kiocb)
{
    kiocb.ki_pos = 0;
}
#endif
