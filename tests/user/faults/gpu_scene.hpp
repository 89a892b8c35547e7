// SPDX-License-Identifier: GPL-2.0
// What a client has of a graphics processor when something is tried with a fault: each time all of it is made anew,
// so that what is left of a call that fails would be left for good.
#pragma once

#include <tests/user/comes_true.hpp>
#include <tests/user/faults/change.hpp>
#include <tests/user/gpu/device.hpp>
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/prime.hpp>
#include <tests/user/gpu/shared_memory.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <fstream>
#include <optional>

namespace faults {

/// A client with an address space that has memory in it.
class Scene {
public:
    explicit Scene(const std::string &path)
        : gpu(path.c_str()), space(gpu), descriptor(next_descriptor())
    {}

    /// Which numbers are free for what comes next: all that were made before are known by theirs.
    std::string state() const
    {
        const auto buffer = gpu.bo(page);
        EXPECT(gpu.close_bo(buffer), 0, 0);
        const Syncobj fence(gpu);
        return "buffer=" + std::to_string(buffer) + " fence=" + std::to_string(fence.handle) +
               " descriptor=" + std::to_string(next_descriptor());
    }

    /// The word that the processor finds at an address, or that nothing is there, which is the end of who looks.
    std::string word_at(std::uint64_t at)
    {
        constexpr std::uint64_t result = 0x60000;
        if (!looking_)
            looking_.emplace(gpu, space.vm);
        const Syncobj done(gpu);
        const auto stream =
            Stream().move48(2, at).load(4, 1, 2).move48(2, Workspace::base + result).store(4, 1, 2);
        space.words[result / 8] = 0;
        EXPECT(looking_->submit(
                   {submit_of(0, space.put(stream, 20), stream.size(), {signal_to(done)})}),
               0, 0);
        EXPECT(done.wait(), 0, 0);
        if (looking_->state().state == 0)
            return std::to_string(space.words[result / 8]);
        looking_.reset();
        return "nothing";
    }

    Gpu gpu;
    Workspace space;
    const int descriptor; // what is free next

private:
    std::optional<Group> looking_;
};

/// Tries `run`, which works on a scene of its own each time. What it has made goes with that.
template <class T> struct Attempt {
    const char *name;
    int errors; // at least so many
    /// 0, or -1 and errno.
    std::function<int(T &)> run;
    /// Whether all of it has happened.
    std::function<bool(T &)> is_done;
    int other_error = 0; // besides ENOMEM and EFAULT
    // What there is besides the scene, before it and after it.
    std::function<void()> prepare = [] {};
    std::function<void()> end = [] {};
};

/// The module's references and the buffers in memory, which are what they were when nobody has an open file.
class Leftovers {
public:
    bool is_nothing() const
    {
        if (comes_true([&] { return references() == references_ && memory_.buffers() == 0; }))
            return true;
        std::printf("references: %d, of %d before; %ld MiB\n", references(), references_,
                    memory_.buffers());
        return false;
    }

private:
    static int references()
    {
        std::ifstream count("/sys/module/gpu/refcnt");
        int references = -1;
        count >> references;
        return references;
    }

    const int references_ = references();
    const SharedMemory memory_{mib};
};

template <class T = Scene> void attempt(const std::string &path, const Attempt<T> &what)
{
    const Leftovers left;
    std::optional<T> scene;
    try_with_each_fault({.name = what.name,
                         .errors = what.errors,
                         .run = [&] { return what.run(*scene); },
                         .is_done = [&] { return what.is_done(*scene); },
                         .undo = [] {},
                         .state = [&] { return scene->state(); },
                         .prepare =
                             [&] {
                                 scene.reset();
                                 what.prepare();
                                 scene.emplace(path);
                             },
                         .is_well =
                             [&] {
                                 scene.reset();
                                 what.end();
                                 return left.is_nothing();
                             },
                         .other_error = what.other_error});
}

} // namespace faults
