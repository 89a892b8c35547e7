// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: work belongs to an object that counts its references
// why: C frees the structure while its work is queued: the queue calls into freed memory.
// rust: refused: E0277, a queue takes an Arc or a box with work
#include <bindings/workqueue.hpp>

using namespace kernel;

#ifdef CONTROL
struct Trimmer : RefCounted<Trimmer> {
#else
struct Trimmer {
#endif
    void trim() const {}
    Work<&Trimmer::trim> trim_work{*this};
};

Result<Box<Trimmer>> make() MAY_SLEEP
{
    return make_box<Trimmer>(GFP_KERNEL);
}
