// SPDX-License-Identifier: GPL-2.0
// kms_fault_user SLOT: lets each allocation and each copy fail once while the bochs driver takes hold of the display
// device in this slot, lets go of it, and in all that its card does.
#include <tests/user/faults/kms_binding.hpp>
#include <tests/user/faults/kms_buffers.hpp>
#include <tests/user/faults/kms_commits.hpp>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const std::string slot = argv[1];
    setlinebuf(stdout);
    fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
    need(fail_nth >= 0, "/proc/thread-self/fail-nth");
    const faults::Binding binding(slot);
    need(!binding.is_there(), "a device that nobody drives");
    binding.try_all();
    EXPECT(binding.tell_driver("bind"), 0, 0);
    faults::Stage stage(binding.card(), slot);
    faults::commits(stage);
    faults::damage(stage);
    faults::flips(stage);
    faults::cursor(stage);
    faults::buffers(stage);
    faults::exports(stage);
    faults::imports(stage);
    return failures != 0;
}
