// SPDX-License-Identifier: GPL-2.0
// gpu_fault_user SLOT: lets each allocation and each copy fail once while the driver takes hold of the graphics
// processor in this slot, lets go of it, and in what a client asks of it.
#include <tests/user/faults/binding.hpp>
#include <tests/user/faults/gpu_buffers.hpp>
#include <tests/user/faults/gpu_work.hpp>

namespace {

/// Something runs.
void use(const std::string &path)
{
    faults::Scene scene(path);
    scene.space.words[0x1000 / 8] = 4711;
    EXPECT(scene.word_at(Workspace::base + 0x1000) == "4711", true, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    setlinebuf(stdout);
    fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
    need(fail_nth >= 0, "/proc/thread-self/fail-nth");
    const faults::Binding binding({.slot = argv[1], .driver = "gpu", .minor = "renderD"}, "gpu",
                                  use);
    need(!binding.is_there(), "a device that nobody drives");
    binding.try_all(0);
    EXPECT(binding.tell_driver("bind"), 0, 0);
    const std::string path = binding.file();
    faults::spaces(path);
    faults::buffers(path);
    faults::imports(path);
    faults::binds_now(path);
    faults::binds_later(path);
    faults::work(path);
    return failures != 0;
}
