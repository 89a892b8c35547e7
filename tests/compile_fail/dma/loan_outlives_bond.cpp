// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: temporary whose address is used as value of local variable
// why: C unmaps for a device that was unbound meanwhile.
// rust: compiles: SGTable is revoked with its device
#include <bindings/dma_bytes.hpp>

using namespace kernel;

Result<> lend(const Bond &bond, Vec<char> bytes)
{
#ifdef CONTROL
    const auto bound = TRY(bond.enter());
    const auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::to_device));
#else
    const auto lent =
        TRY(DmaBytes::lend(TRY(bond.enter()), std::move(bytes), DmaDirection::to_device));
#endif
    return {};
}
