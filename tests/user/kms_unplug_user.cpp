// SPDX-License-Identifier: GPL-2.0
// kms_unplug_user CARD SCREEN PREFIX SLOT ARGUMENT...: pulls a display device out of its SLOT of the PCI bus while it
// is in use, and plugs in another, which ARGUMENTs of QEMU's device_add describe, while the first is still open. No
// other has the driver.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/screen.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include <poll.h>
#include <signal.h>

namespace {

constexpr std::uint32_t width = 640, height = 480;

/// What the machine or the kernel does when it comes to it.
void wait_until(const std::string &what, const std::function<bool()> &is_so)
{
    for (int i = 0; i < 200; i++) {
        if (is_so())
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    need(false, what);
}

bool ask_machine(const std::string &request)
{
    return std::system(("ask-machine " + request + " 2>/dev/null").c_str()) == 0;
}

/// From a call to the next the device may have gone: then its screen is off, before all calls fail.
void expect_end(const char *what, int error)
{
    if (error != EINVAL)
        expect(what, -1, error, -1, ENODEV);
}

/// A thread that is not told of the end of what another asks of the system(): that would end its calls.
std::thread uninterrupted(const std::function<void()> &what)
{
    return std::thread([what] {
        sigset_t children;
        sigemptyset(&children);
        sigaddset(&children, SIGCHLD);
        pthread_sigmask(SIG_BLOCK, &children, nullptr);
        what();
    });
}

/// Shows one and the other until that fails.
int flip(const Card &card, const Picture &first, const Picture &second)
{
    // Later no names of properties can be asked for.
    Commit commits[] = {Commit(card).plane("FB_ID", first.framebuffer),
                        Commit(card).plane("FB_ID", second.framebuffer)};
    for (std::uint64_t count = 0;; count++) {
        if (commits[count % 2].now(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK, count))
            return errno;
        drm_event_vblank event{};
        pollfd shown{.fd = card.fd, .events = POLLIN, .revents = 0};
        if (poll(&shown, 1, 10000) != 1 || read(card.fd, &event, sizeof(event)) != sizeof(event) ||
            event.user_data != count)
            return ETIMEDOUT;
    }
}

int wait_for_blanks(const Card &card)
{
    for (;;) {
        drm_wait_vblank wait{};
        wait.request.type = _DRM_VBLANK_RELATIVE;
        wait.request.sequence = 1;
        if (!card.ask(DRM_IOCTL_WAIT_VBLANK, wait))
            return errno;
    }
}

void find_nothing(const Card &card, Picture &picture, off_t mapped_at, int exported)
{
    drm_mode_card_res resources{};
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_GETRESOURCES, &resources), -1, ENODEV);
    drm_mode_create_dumb create{};
    create.width = create.height = 64;
    create.bpp = 32;
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_CREATE_DUMB, &create), -1, ENODEV);
    std::uint32_t framebuffer = picture.framebuffer;
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_RMFB, &framebuffer), -1, ENODEV);
    drm_mode_atomic nothing{};
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_ATOMIC, &nothing), -1, ENODEV);
    EXPECT(card.export_buffer(picture.handle), -1, ENODEV);
    errno = 0;
    EXPECT(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, card.fd, mapped_at) == MAP_FAILED &&
               errno == ENODEV,
           true, 0);
    // What is mapped stays memory, and so does what others were given.
    picture.paint(7);
    auto *const pixels =
        static_cast<const std::uint32_t *>(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, exported, 0));
    need(pixels != MAP_FAILED, "to map what was exported");
    EXPECT(pixels[5], pattern(7, 5, 0), 0);
}

/// That of the device that the driver has; nothing until it has.
std::string find_card()
{
    std::error_code none;
    for (const auto &device :
         std::filesystem::directory_iterator("/sys/bus/pci/drivers/bochs-drm", none))
        for (const auto &minor : std::filesystem::directory_iterator(device.path() / "drm", none)) {
            const auto path = "/dev/dri/" + minor.path().filename().string();
            if (path.starts_with("/dev/dri/card") && access(path.c_str(), R_OK) == 0)
                return path;
        }
    return "";
}

void unplug(const Card &card, const Screen &screen, const std::string &slot)
{
    auto *const picture = new Picture(card, width, height);
    auto *const other = new Picture(card, width, height);
    auto *const arrow = new Picture(card, 64, 64, DRM_FORMAT_ARGB8888);
    EXPECT(Commit(card).show(picture->paint(1)).mode(card.mode(width, height)).now(), 0, 0);
    EXPECT(Commit(card).show_cursor(arrow->fill(~0U), 0, 0).now(), 0, 0);
    drm_mode_map_dumb where{.handle = picture->handle, .pad = 0, .offset = 0};
    need(card.ask(DRM_IOCTL_MODE_MAP_DUMB, where), "where to map");
    const int exported = card.export_buffer(picture->handle);
    need(exported >= 0, "to export a buffer");

    int flipped = 0, waited = 0;
    std::thread flipping = uninterrupted([&] { flipped = flip(card, *picture, *other); });
    std::thread waiting = uninterrupted([&] { waited = wait_for_blanks(card); });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    need(ask_machine("device_del id=" + screen.id), "to pull it out");
    flipping.join();
    waiting.join();
    expect_end("a flip", flipped);
    expect_end("to wait for a blank", waited);
    wait_until("an empty slot",
               [&] { return access(("/sys/bus/pci/devices/" + slot).c_str(), F_OK) != 0; });
    find_nothing(card, *picture, static_cast<off_t>(where.offset), exported);
    close(exported);
}

void plug(const Card &gone, const Screen &screen, const std::string &arguments)
{
    // The machine has the name for another when the kernel has told it that it is done with the first.
    wait_until("to plug it in",
               [&] { return ask_machine("device_add id=" + screen.id + arguments); });
    // It has a name before it may be opened.
    wait_until("the card of another", [&] {
        const auto path = find_card();
        const int fd = path.empty() ? -1 : open(path.c_str(), O_RDWR | O_CLOEXEC);
        return fd >= 0 && close(fd) == 0;
    });
    const Card card(find_card().c_str());
    Picture picture(card, width, height);
    EXPECT(Commit(card).show(picture.paint(5)).mode(card.mode(width, height)).now(), 0, 0);
    close(gone.fd);
    screen.keep("plugged", width, height, "pattern5");
    EXPECT(Commit(card).active(false).now(), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 6)
        return 2;
    const Screen screen{argv[2], argv[3]};
    std::string arguments;
    for (int i = 5; i < argc; i++)
        arguments += std::string(" ") + argv[i];
    auto *const card = new Card(argv[1]);
    unplug(*card, screen, argv[4]);
    plug(*card, screen, arguments);
    return failures != 0;
}
