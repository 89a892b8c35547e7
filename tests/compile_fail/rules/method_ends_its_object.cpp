// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'table' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C frees the structure that the function was called with, and counts in it.
// rust: refused: E0499, it is borrowed twice
#include <bindings/types.hpp>

#include <optional>

using namespace kernel;

struct Table;

class Slot {
public:
    void clear(Table &table);

private:
    int count_ = 0;
};

struct Table {
    std::optional<Slot> slot;
    int cleared = 0;
};

#ifdef CONTROL
void clear(Table &table)
{
    table.slot.reset();
    table.cleared++;
}

void f(Table &table)
{
    clear(table);
}
#else
void Slot::clear(Table &table)
{
    table.slot.reset();
    count_++;
}

void f(Table &table)
{
    if (table.slot)
        table.slot->clear(table);
}
#endif
