// SPDX-License-Identifier: GPL-2.0
// A C++ module that exports functions.
#include <bindings/module.hpp>
#include <tests/modules/cxx_export/cxx_export.h>

namespace cxx_export {
using namespace kernel;

/// A virtual call on the way down: its frame must show in a stack trace as well.
struct Descent {
    virtual ~Descent() = default;
    [[gnu::noinline]] virtual int go(int depth) const
    {
        return depth == 0 ? 0 : cxx_descend(depth - 1) + 1;
    }
};

struct Exporter {
    static Result<Box<Exporter>> init() MAY_SLEEP { return make_box<Exporter>(GFP_KERNEL); }
};

} // namespace cxx_export

extern "C" long cxx_pair_sum(const cxx_pair *pair)
{
    return pair->first + pair->second;
}

extern "C" [[gnu::noinline]] int cxx_descend(int depth)
{
    const cxx_export::Descent descent;
    return descent.go(depth);
}

module_object(cxx_export::Exporter);
MODULE_LICENSE("GPL");
