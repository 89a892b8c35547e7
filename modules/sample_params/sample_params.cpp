// SPDX-License-Identifier: GPL-2.0
// Parameters have a type, and a check that says which values are allowed. A bad one is refused, by
// insmod as by a write to /sys/module/sample_params/parameters, and the old value stays.
#include <bindings/moduleparam.hpp>

namespace sample_params {
using namespace kernel;

constinit ModuleParam<unsigned int> limit{
    10, [](unsigned int value) { return value >= 1 && value <= 100; }};
constinit ModuleParam<int> offset{-5};
constinit ModuleParam<bool> verbose{false};

/// Says what it was given.
struct Sample {
    static Result<Box<Sample>> init() MAY_SLEEP
    {
        pr_info("limit=%u offset=%d verbose=%d\n", limit.get(), offset.get(), verbose.get());
        return make_box<Sample>(GFP_KERNEL);
    }
    ~Sample() { pr_info("limit was %u in the end\n", limit.get()); }
};

module_param(limit, 0644);
MODULE_PARM_DESC(limit, "how many, from 1 to 100");
module_param(offset, 0444);
MODULE_PARM_DESC(offset, "where to begin, negative or not");
module_param(verbose, 0644);
MODULE_PARM_DESC(verbose, "whether to say more");

} // namespace sample_params

module_object(sample_params::Sample);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Typed module parameters");
