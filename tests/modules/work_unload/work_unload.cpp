// SPDX-License-Identifier: GPL-2.0
// A module of two sources: this one is loaded and unloaded, and knows nothing of the work of the other
// but that there is some.
#include <bindings/module.hpp>
#include <bindings/moduleparam.hpp>
#include <bindings/pending_work.hpp>
#include <tests/modules/work_unload/worker.hpp>

namespace work_unload {
using namespace kernel;

constinit ModuleParam<bool> fail{false};

struct Module {
    static Result<Box<Module>> init() MAY_SLEEP
    {
        TRY(leave_work_behind());
        if (fail.get())
            return -ENODEV;
        return make_box<Module>(GFP_KERNEL);
    }
    ~Module() { pr_info("module ends\n"); }
};

module_param(fail, 0444);
MODULE_PARM_DESC(fail, "fail to load, with the work queued");

} // namespace work_unload

module_object(work_unload::Module);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Work that outlives the object of its module");
