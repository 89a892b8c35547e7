// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: call to deleted constructor of 'const IoMemory'
// why: C keeps the address of a screen's memory, and draws there when it is unmapped.
// rust: refused: E0507, IoMem cannot be moved out of Devres
#include <bindings/devres.hpp>
#include <bindings/io_memory.hpp>

using namespace kernel;

Result<size_t> look(const Devres<IoMemory> &memory)
{
    const auto access = TRY(memory.try_access());
#ifdef CONTROL
    const IoMemory &mine = *access;
#else
    const IoMemory mine = *access;
#endif
    return mine.size();
}
