// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: call to deleted constructor of 'const DmaMemory'
// why: C keeps the address of memory that goes with the device, and reads it afterwards.
// rust: refused: E0507, CoherentAllocation cannot be moved out of Devres
#include <bindings/devres.hpp>
#include <bindings/dma_memory.hpp>

using namespace kernel;

Result<u64> look(const Devres<DmaMemory> &memory)
{
    const auto access = TRY(memory.try_access());
#ifdef CONTROL
    const DmaMemory &mine = *access;
#else
    const DmaMemory mine = *access;
#endif
    return mine.address();
}
