// SPDX-License-Identifier: GPL-2.0
// kms_fault_user SLOT: lets each allocation and each copy fail once while the bochs driver takes hold of the display
// device in this slot, lets go of it, and in all that its card does.
#include <tests/user/faults/kms_buffers.hpp>
#include <tests/user/faults/kms_commits.hpp>

#include <filesystem>

namespace {

std::string slot;

int tell_driver(const char *what)
{
    const std::string path = std::string("/sys/bus/pci/drivers/bochs-drm/") + what;
    return write_text(path.c_str(), slot.c_str());
}
int bind()
{
    return tell_driver("bind");
}
int unbind()
{
    return tell_driver("unbind");
}

/// Nothing if there is none.
std::string find_card()
{
    std::error_code none;
    for (const auto &minor :
         std::filesystem::directory_iterator("/sys/bus/pci/devices/" + slot + "/drm", none))
        if (minor.path().filename().string().starts_with("card"))
            return "/dev/dri/" + minor.path().filename().string();
    return "";
}

bool is_bound()
{
    return access(("/sys/bus/pci/drivers/bochs-drm/" + slot).c_str(), F_OK) == 0;
}
int is_unbound()
{
    return is_bound() || !find_card().empty();
}

/// It can be unbound again, but works before.
int use_and_unbind()
{
    {
        const faults::Stage stage(find_card(), slot);
        EXPECT(stage.scanout.has(1), true, 0);
    }
    return unbind();
}

/// It goes, whatever fails.
int bind_again()
{
    return is_unbound() || bind();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    slot = argv[1];
    setlinebuf(stdout);
    fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
    need(fail_nth >= 0, "/proc/thread-self/fail-nth");
    if (is_bound())
        EXPECT(unbind(), 0, 0);
    const operation binding = {.name = "bind bochs",
                               .run = bind,
                               .errors = 20,
                               .check = is_unbound,
                               .undo = use_and_unbind,
                               .last = 0,
                               .done = nullptr};
    with_each_fault(&binding);
    EXPECT(bind(), 0, 0);
    const operation unbinding = {.name = "unbind bochs",
                                 .run = unbind,
                                 .errors = 0,
                                 .check = nullptr,
                                 .undo = bind_again,
                                 .last = 0,
                                 .done = nullptr};
    with_each_fault(&unbinding);
    faults::Stage stage(find_card(), slot);
    faults::commits(stage);
    faults::damage(stage);
    faults::flips(stage);
    faults::cursor(stage);
    faults::buffers(stage);
    faults::exports(stage);
    faults::imports(stage);
    return failures != 0;
}
