// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: no viable conversion
// why: C allocates for a device that may be unbound by now, and frees when it certainly is.
// rust: refused: E0308, CoherentAllocation takes a Device<Bound>
#include <bindings/dma_page.hpp>

using namespace kernel;

Result<u64> make(const Bond &bond) MAY_SLEEP
{
#ifdef CONTROL
    const auto bound = TRY(bond.enter());
    const auto page = TRY(DmaPage::alloc(bound));
#else
    const auto page = TRY(DmaPage::alloc(bond));
#endif
    return page.address();
}
