// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C tells the device an address that was unmapped: it writes to memory of somebody else.
// rust: refused: E0382, use of a moved value
#include <bindings/dma_bytes.hpp>

using namespace kernel;

Result<u64> lend(const Bond::Guard &bound, Vec<char> bytes)
{
    auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::to_device));
#ifdef CONTROL
    const u64 address = lent.address();
    bytes = std::move(lent).take_back();
    return address;
#else
    bytes = std::move(lent).take_back();
    return lent.address();
#endif
}
