// SPDX-License-Identifier: GPL-2.0
// Files in debugfs of every kind, in a folder that can go before the module does.
#include <bindings/completion.hpp>
#include <bindings/debugfs.hpp>
#include <bindings/locked.hpp>
#include <bindings/moduleparam.hpp>
#include <bindings/workqueue.hpp>

namespace debugfs_demo {
using namespace kernel;

constinit ModuleParam<unsigned int> lifetime{0};
constinit ModuleParam<bool> fail{false};

/// What the files show.
class Meter : public RefCounted<Meter> {
public:
    ~Meter()
    {
        pr_info("a meter is gone, shown %u times, %s\n", shown_.read(),
                inside_.read() ? "with a reader inside" : "with nobody inside");
    }

    /// Context: Process context. May sleep.
    void publish(DebugfsDir &dir) const MAY_SLEEP
    {
        dir.create_writable_file<&Meter::limit_>("limit", self());
        dir.create_writable_file<&Meter::offset_>("offset", self());
        dir.create_writable_file<&Meter::total_>("total", self());
        dir.create_writable_file<&Meter::drift_>("drift", self());
        dir.create_writable_file<&Meter::enabled_>("enabled", self());
        dir.create_file<&Meter::shown_>("shown", self());
        dir.create_file<&Meter::show>("state", self());
        dir.create_file<&Meter::show_long>("long", self());
        dir.create_file<&Meter::show>("state", self()); // taken: nothing comes of it
        dir.create_file<&Meter::show>("no/name", self());
        dir.create_file<&Meter::show_to_the_end>("slow", self()); // the last one to be removed
    }

    /// Context: Any context.
    void expect_the_end() const { ending_.set(true); }

    /// Waits until somebody reads.
    ///
    /// Context: Process context. May sleep.
    Result<> wait_for_reader() const MAY_SLEEP { return read_.wait_timeout(seconds(20)); }

private:
    void show(SeqFile &seq) const
    {
        shown_.inc();
        seq.printf("limit %u, offset %d, last error %pe\n", limit_.read(), offset_.read(), -EIO);
        seq.write("not a format: %s\n");
        read_.complete_all();
    }

    // More than the page that reading begins with.
    void show_long(SeqFile &seq) const
    {
        for (u32 i = 0; i < 5000; i++)
            seq.printf("line %u\n", i);
    }

    // Does not return before the folder is about to be removed, and then not at once.
    void show_to_the_end(SeqFile &seq) const MAY_SLEEP
    {
        inside_.set(true);
        while (!ending_.read())
            turns_.with(may_sleep, [](u32 &turns) { turns++; });
        for (u32 i = 0; i < 2'000'000; i++)
            turns_.with(may_sleep, [](u32 &turns) { turns++; });
        seq.write("seen to the end\n");
        inside_.set(false);
    }

    Atomic<u32> limit_{10};
    Atomic<s32> offset_{-5};
    Atomic<u64> total_{~0ull};
    Atomic<s64> drift_{-1};
    Atomic<bool> enabled_{true};
    Atomic<u32> shown_;
    Atomic<bool> ending_;
    Atomic<bool> inside_;
    Completion<"debugfs_demo.read"> read_;
    Locked<u32, Mutex<"debugfs_demo.turns">> turns_;
};

/// A folder and the meter in it, which a method removes later.
class Exhibition : public RefCounted<Exhibition> {
public:
    Exhibition(DebugfsDir &&dir, RefPtr<Meter> meter)
        : dir_(std::move(dir)), meter_(std::move(meter))
    {}

    /// Context: Any context.
    void end_after(milliseconds delay) const { system_wq.queue_after(end_work_, delay); }
    /// Context: Process context. May sleep.
    void stay() const MAY_SLEEP { end_work_.cancel_sync(); }

private:
    // Then the files alone keep the meter, and a reader is still inside.
    void end() const MAY_SLEEP
    {
        meter_.with(may_sleep, [](RefPtr<Meter> &meter) {
            meter->expect_the_end();
            meter.reset();
        });
        {
            const DebugfsDir last = dir_.with(
                may_sleep, [](DebugfsDir &dir) { return std::exchange(dir, DebugfsDir()); });
        }
        pr_info("the folder is gone\n");
    }

    Locked<DebugfsDir, Mutex<"debugfs_demo.dir">> dir_;
    Locked<RefPtr<Meter>, Mutex<"debugfs_demo.meter">> meter_;
    DelayedWork<&Exhibition::end> end_work_{*this};
};

/// The module.
class Demo {
public:
    static Result<Box<Demo>> init() MAY_SLEEP
    {
        auto meter = TRY(make_ref<Meter>(GFP_KERNEL));
        auto dir = DebugfsDir::create("debugfs_demo");
        meter->publish(dir);
        auto inner = dir.create_dir("inner");
        {
            const auto innermost = inner.create_dir("innermost");
        }
        TRY(make_ref<Meter>(GFP_KERNEL))->publish(inner);
        if (fail.get()) {
            TRY(meter->wait_for_reader());
            return -ENODEV;
        }
        auto exhibition = TRY(make_ref<Exhibition>(GFP_KERNEL, std::move(dir), std::move(meter)));
        if (lifetime.get() != 0)
            exhibition->end_after(milliseconds(lifetime.get()));
        return make_box<Demo>(GFP_KERNEL, std::move(exhibition), std::move(inner));
    }

    Demo(RefPtr<Exhibition> &&exhibition, DebugfsDir &&inner)
        : exhibition_(std::move(exhibition)), inner_(std::move(inner))
    {}
    ~Demo() MAY_SLEEP { exhibition_->stay(); }

private:
    RefPtr<Exhibition> exhibition_;
    DebugfsDir inner_;
};

module_param(fail, 0444);
MODULE_PARM_DESC(fail, "fail to load as soon as somebody reads the state");
module_param(lifetime, 0444);
MODULE_PARM_DESC(lifetime, "milliseconds until the folder goes; 0: as long as the module");

} // namespace debugfs_demo

module_object(debugfs_demo::Demo);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Files of every kind in debugfs");
