// SPDX-License-Identifier: GPL-2.0
#include <bindings/module.hpp>

namespace @name@ {
using namespace kernel;

/// Lives as long as the module is loaded.
class @Class@ {
public:
    /// Context: Process context. May sleep.
    /// Return: the module's object, or the error with which loading fails.
    static Result<Box<@Class@>> init() MAY_SLEEP
    {
        pr_info("loaded\n");
        return make_box<@Class@>(GFP_KERNEL);
    }

    ~@Class@() { pr_info("unloaded\n"); }
};

} // namespace @name@

module_object(@name@::@Class@);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What @name@ is for");
