// SPDX-License-Identifier: GPL-2.0
// A C++ module that calls what another C++ module exports.
#include <bindings/module.hpp>
#include <tests/modules/cxx_export/cxx_export.h>

namespace cxx_import {
using namespace kernel;

struct Importer {
    static Result<Box<Importer>> init() MAY_SLEEP
    {
        const cxx_pair pair{.first = 40, .second = 2};
        pr_info("sum %ld depth %d\n", cxx_pair_sum(&pair), cxx_descend(5));
        return make_box<Importer>(GFP_KERNEL);
    }
};

} // namespace cxx_import

module_object(cxx_import::Importer);
MODULE_LICENSE("GPL");
