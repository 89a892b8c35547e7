// SPDX-License-Identifier: GPL-2.0
// The module: its devices, and the file system of more.
#include <bindings/miscdevice.hpp>
#include <bindings/moduleparam_string.hpp>
#include <bindings/recycled.hpp>
#include <bindings/shrinker.hpp>
#include <modules/binder/binderfs.hpp>
#include <modules/binder/logs.hpp>

namespace binder {

constinit StringParam<1024> devices{"cxxbinder"};
constinit StringParam<64> filesystem{"cxxbinder"};

struct Binder {
    static Result<Box<Binder>> init() MAY_SLEEP
    {
        auto binder = TRY(make_box<Binder>(GFP_KERNEL));
        binder->logs = DebugfsDir::create("cxxbinder");
        auto common = TRY(Devices::create(devices.get(), binder->logs.create_dir("proc")));
        TRY(common->for_each_name([&](std::string_view name) MAY_SLEEP -> Result<> {
            auto device = TRY(make_ref<Device>(GFP_KERNEL, TRY(common->make_context(name))));
            return binder->devices_in_dev.push_back(
                TRY(MiscDevice<OpenDevice>::create(name, std::move(device))), GFP_KERNEL);
        }));
        const auto logs = TRY(make_ref<Logs>(GFP_KERNEL, RefPtr<Processes>(common->processes())));
        logs->add_to(binder->logs);
        binder->shrinker = TRY(PageShrinker::create(RefPtr<Processes>(common->processes())));
        // A mount keeps the module: from here on nothing fails.
        if (!filesystem.get().empty())
            binder->mounts = TRY(FsType<Mount>::create(filesystem.get(), std::move(common)));
        return binder;
    }
    ~Binder() MAY_SLEEP {}

    using PageShrinker = Shrinker<Processes, "cxxbinder">;

    Spares<Transaction, Allocation> spares;
    std::optional<PageShrinker> shrinker;
    DebugfsDir logs;
    Vec<Box<MiscDevice<OpenDevice>>> devices_in_dev;
    std::optional<Box<FsType<Mount>>> mounts;
};

} // namespace binder

using binder::devices;
using binder::filesystem;
module_param(devices, 0444);
MODULE_PARM_DESC(devices, "names of devices, in /dev and in each mount, with commas between them");
module_param(filesystem, 0444);
MODULE_PARM_DESC(filesystem,
                 "name of the file system, \"binder\" for the C driver's; none: no such");
module_object(binder::Binder);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Android's IPC: Binder");
