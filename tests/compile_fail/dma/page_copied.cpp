// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor
// why: C copies the structure that has a page's two addresses, and frees it by both.
// rust: refused: E0382, a CoherentAllocation is moved
#include <bindings/dma_page.hpp>

using namespace kernel;

struct Table {
    explicit Table(DmaPage &&page) : page(std::move(page)) {}
    DmaPage page;
};

u64 replace(Table &table)
{
#ifdef CONTROL
    const Table other = std::move(table);
#else
    const Table other = table;
#endif
    return other.page.address();
}
