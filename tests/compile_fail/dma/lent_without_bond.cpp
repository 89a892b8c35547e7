// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: no viable conversion
// why: C maps for a device that may be unbound by now.
// rust: refused: E0308, SGTable::new() takes a Device<Bound>
#include <bindings/dma_bytes.hpp>

using namespace kernel;

Result<> lend(const Bond &bond, Vec<char> bytes)
{
    const auto bound = TRY(bond.enter());
#ifdef CONTROL
    const auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::to_device));
#else
    const auto lent = TRY(DmaBytes::lend(bond, std::move(bytes), DmaDirection::to_device));
#endif
    return {};
}
