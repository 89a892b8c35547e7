// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: what it changes must be Locked or Atomic
// why: C changes the structure in a kworker while others read it.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
#ifdef CONTROL
    void trim() const { turns.inc(); }
    Atomic<u32> turns;
#else
    void trim() { turns++; }
    u32 turns = 0;
#endif
    Work<&Trimmer::trim> trim_work{*this};
};
