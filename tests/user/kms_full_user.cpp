// SPDX-License-Identifier: GPL-2.0
// kms_full_user CARD SCREEN PREFIX SLOT: what the bochs driver has more than the one in C: a cursor, vertical
// blanks, buffers that come and go by PRIME, damage. Then its device, in SLOT of the PCI bus, is unbound while
// all that is in use.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/crc.hpp>
#include <tests/user/kms/imported.hpp>
#include <tests/user/kms/screen.hpp>

#include <memory>

#include <sys/stat.h>

namespace {

constexpr std::uint32_t width = 640, height = 480;

void show(const Card &card, Picture &picture, std::uint32_t seed)
{
    EXPECT(Commit(card).show(picture.paint(seed)).mode(card.mode(width, height)).now(), 0, 0);
}

void cursor(const Card &card, const Screen &screen)
{
    need(card.cursor != 0, "a cursor plane");
    Picture picture(card, width, height), arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    show(card, picture, 1);
    EXPECT(Commit(card).show_cursor(arrow.paint_from(5, 100, 50), 100, 50).now(), 0, 0);
    screen.keep("cursor", width, height, "pattern1_pattern5-100-50-64-64");
    // Beyond two edges; where it was the picture is again.
    EXPECT(Commit(card).show_cursor(arrow.paint_from(6, 600, 440), 600, 440).now(), 0, 0);
    screen.keep("corner", width, height, "pattern1_pattern6-600-440-40-40");
    arrow.paint_from(7, 16, 8);
    EXPECT(Commit(card).move_cursor(-16, -8).now(), 0, 0);
    EXPECT(Commit(card).move_cursor(16, 8).now(), 0, 0);
    screen.keep("back", width, height, "pattern1_pattern7-16-8-64-64");
    arrow.fill(0x80404040);
    EXPECT(Commit(card).show_cursor(arrow, 200, 100).now(), 0, 0);
    screen.keep("veil", width, height, "pattern1_veil64-128-200-100-64-64");
    // Not a pixel of it has got into the picture.
    EXPECT(picture.has(1), true, 0);
    EXPECT(Commit(card).hide_cursor().now(), 0, 0);
    screen.keep("hidden", width, height, "pattern1");
    // By the older call, which X still uses.
    drm_mode_cursor2 set{};
    set.flags = DRM_MODE_CURSOR_BO | DRM_MODE_CURSOR_MOVE;
    set.crtc_id = card.crtc;
    set.x = 300;
    set.y = 200;
    set.width = set.height = 64;
    set.handle = arrow.paint_from(8, 300, 200).handle;
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_CURSOR2, &set), 0, 0);
    screen.keep("legacy", width, height, "pattern1_pattern8-300-200-64-64");
    set.flags = DRM_MODE_CURSOR_BO;
    set.handle = 0;
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_CURSOR2, &set), 0, 0);
}

/// What nobody tells of is not on the screen.
void damage(const Card &card, const Screen &screen)
{
    Picture picture(card, width, height);
    show(card, picture, 2);
    // Where it is, it is scanned out of, but for a cursor: then it is copied.
    Picture arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    EXPECT(Commit(card).show_cursor(arrow.paint_from(5, 400, 300), 400, 300).now(), 0, 0);
    picture.paint(3, {0, 0, 300, 200});
    const drm_mode_rect clips[] = {{.x1 = 8, .y1 = 8, .x2 = 18, .y2 = 28},
                                   {.x1 = 200, .y1 = 100, .x2 = 280, .y2 = 101}};
    const auto told = card.blob(clips, sizeof(clips));
    EXPECT(Commit(card).show(picture).plane("FB_DAMAGE_CLIPS", told).now(0), 0, 0);
    screen.keep("clips", width, height,
                "pattern2_pattern3-8-8-10-20_pattern3-200-100-80-1_pattern5-400-300-64-64");
    EXPECT(Commit(card).hide_cursor().now(), 0, 0);
}

/// The next; `want` is what the call is to return.
drm_wait_vblank_reply wait_for_blank(const Card &card, int want = 0, int error = 0)
{
    drm_wait_vblank wait{};
    wait.request.type = _DRM_VBLANK_RELATIVE;
    wait.request.sequence = 1;
    EXPECT(ioctl(card.fd, DRM_IOCTL_WAIT_VBLANK, &wait), want, error);
    return wait.reply;
}

void blanks(const Card &card)
{
    Picture picture(card, width, height);
    show(card, picture, 4);
    auto last = wait_for_blank(card);
    for (int i = 0; i < 20; i++) {
        const auto next = wait_for_blank(card);
        EXPECT(next.sequence > last.sequence, true, 0);
        const long passed =
            (next.tval_sec - last.tval_sec) * 1000000 + next.tval_usec - last.tval_usec;
        // The times are those that the timer was set to, however late it came: 60 a second, or 75.
        EXPECT(passed / (next.sequence - last.sequence) > 12000 &&
                   passed / (next.sequence - last.sequence) < 17500,
               true, 0);
        last = next;
    }
    EXPECT(Commit(card).active(false).now(), 0, 0);
    wait_for_blank(card, -1, EINVAL);
}

/// What the core lets pass, and the device or the timer of its blanks cannot do.
void modes(const Card &card)
{
    Picture picture(card, 1024, 1024);
    const auto refused = [&](auto &&change) {
        drm_mode_modeinfo mode = card.mode(width, height);
        change(mode);
        return Commit(card)
            .show(picture)
            .plane("SRC_W", mode.hdisplay << 16)
            .plane("CRTC_W", mode.hdisplay)
            .plane("SRC_H", mode.vdisplay << 16)
            .plane("CRTC_H", mode.vdisplay)
            .mode(mode)
            .now();
    };
    EXPECT(refused([](auto &) {}), 0, 0);
    EXPECT(refused([](auto &mode) { mode.flags |= DRM_MODE_FLAG_3D_FRAME_PACKING; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.flags |= DRM_MODE_FLAG_INTERLACE; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.flags |= DRM_MODE_FLAG_DBLSCAN; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.vscan = 2; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.clock = 0x7fffffff; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.clock = 1000; }), -1, EINVAL);
    EXPECT(refused([](auto &mode) { mode.hdisplay = 636; }), -1, EINVAL);
    // Without a picture that fills the screen there is nothing to show.
    EXPECT(Commit(card).plane("CRTC_X", 1).now(), -1, EINVAL);
    EXPECT(Commit(card).plane("CRTC_X", 5000).now(), -1, EINVAL);
    EXPECT(Commit(card).plane("FB_ID", 0).plane("CRTC_ID", 0).now(), -1, EINVAL);
    EXPECT(Commit(card).plane("SRC_W", (width << 16) + 1).now(), -1, ERANGE);
}

/// Out by one file, in by another, and shown there.
void prime(const char *path, const Card &card, const Screen &screen)
{
    Picture picture(card, width, height);
    picture.paint(9);
    drm_prime_handle out{.handle = picture.handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
    EXPECT(ioctl(card.fd, DRM_IOCTL_PRIME_HANDLE_TO_FD, &out), 0, 0);
    const int other = open(path, O_RDWR | O_CLOEXEC);
    drm_prime_handle in{.handle = 0, .flags = 0, .fd = out.fd};
    EXPECT(ioctl(other, DRM_IOCTL_PRIME_FD_TO_HANDLE, &in), 0, 0);
    EXPECT(in.handle != 0, true, 0);
    close(other);
    EXPECT(ioctl(card.fd, DRM_IOCTL_PRIME_FD_TO_HANDLE, &in), 0, 0);
    EXPECT(in.handle, picture.handle, 0);
    show(card, picture, 9);
    screen.keep("prime", width, height, "pattern9");
    drm_prime_handle none{.handle = 0, .flags = 0, .fd = card.fd};
    EXPECT(ioctl(card.fd, DRM_IOCTL_PRIME_FD_TO_HANDLE, &none), -1, EINVAL);
    close(out.fd);
}

/// Memory of others, where the kernel lets programs give away theirs: shown, and given away again.
std::unique_ptr<Imported> foreign(const Card &card, const Screen &screen)
{
    std::unique_ptr<Imported> imported;
    if (access(ForeignBuffer::maker, R_OK) != 0)
        return imported;
    imported = std::make_unique<Imported>(card, width, height, 4);
    Picture before(card, width, height);
    show(card, before, 1);
    EXPECT(Commit(card).plane("FB_ID", imported->framebuffer).now(), 0, 0);
    const Screen with_udmabuf{screen.id, "udmabuf-" + screen.id};
    with_udmabuf.keep("foreign", width, height, "pattern4");
    const int again = card.export_buffer(imported->handle);
    struct stat given{}, ours{};
    EXPECT(fstat(again, &ours) || fstat(imported->buffer.fd, &given), 0, 0);
    EXPECT(ours.st_ino == given.st_ino, true, 0);
    close(again);
    return imported;
}

/// What was imported, if anything, is still there.
void unbind(const Card &card, const std::string &slot)
{
    Picture picture(card, width, height), arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    Picture before(card, width, height);
    show(card, before, 3);
    show(card, picture, 1);
    EXPECT(Commit(card).show_cursor(arrow.fill(~0U), 0, 0).now(), 0, 0);
    const int checksums = open((crc_folder(card) + "data").c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT(checksums >= 0, true, 0);
    read_crc(checksums);
    const int driver = open("/sys/bus/pci/drivers/bochs-drm/unbind", O_WRONLY | O_CLOEXEC);
    EXPECT(write(driver, slot.data(), slot.size()), static_cast<long>(slot.size()), 0);
    close(driver);
    drm_mode_card_res resources{};
    EXPECT(ioctl(card.fd, DRM_IOCTL_MODE_GETRESOURCES, &resources), -1, ENODEV);
    char none = 0;
    EXPECT(read(checksums, &none, 1), -1, EIO);
    close(checksums);
    // What is mapped stays memory, wherever it was.
    EXPECT(before.still_has(3), true, 0);
    EXPECT(picture.still_has(1), true, 0);
    picture.paint(2);
    EXPECT(picture.still_has(2), true, 0);
    // The end of a file gives back what it had; these two cannot be asked to any more.
    std::fflush(stdout);
    _exit(failures != 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const Card card(argv[1]);
    const Screen screen{argv[2], argv[3]};
    cursor(card, screen);
    damage(card, screen);
    blanks(card);
    modes(card);
    prime(argv[1], card, screen);
    const auto imported = foreign(card, screen);
    unbind(card, argv[4]);
}
