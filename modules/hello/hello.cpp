// SPDX-License-Identifier: GPL-2.0
#include <bindings/module.hpp>
using namespace kernel;

struct Hello {
    static Result<Box<Hello>> init() MAY_SLEEP
    {
        pr_info("hello, kernel\n");
        return make_box<Hello>(GFP_KERNEL);
    }
    ~Hello() { pr_info("goodbye, kernel\n"); }
};

module_object(Hello);
MODULE_LICENSE("GPL");
