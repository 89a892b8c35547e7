// SPDX-License-Identifier: GPL-2.0
// kms_memory_user CARD SCREEN PREFIX: buffers move into the device's memory and back, and nobody who draws into them
// loses a pixel.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/screen.hpp>
#include <tests/user/kms/vgem.hpp>

#include <atomic>
#include <list>
#include <thread>

#include <sys/wait.h>

namespace {

constexpr std::uint32_t width = 640, height = 480;

void show(const Card &card, const Picture &picture)
{
    EXPECT(Commit(card).show(picture).mode(card.mode(picture.width, picture.height)).now(), 0, 0);
}

/// What is drawn into a buffer in the device's memory is on the screen, with nobody told.
void drawn(const Card &card, const Screen &screen)
{
    Picture picture(card, width, height);
    show(card, picture.paint(1));
    picture.paint(2);
    screen.keep("drawn", width, height, "pattern2");
    EXPECT(picture.has(2), true, 0);
}

/// More than there is room for.
void many(const Card &card, const Screen &screen)
{
    std::list<Picture> pictures;
    for (std::uint32_t seed = 20; seed < 35; seed++) {
        pictures.emplace_back(card, width, height).paint(seed);
        show(card, pictures.back());
    }
    screen.keep("last", width, height, "pattern34");
    EXPECT(Commit(card).show(pictures.front()).now(), 0, 0);
    screen.keep("first", width, height, "pattern20");
    std::uint32_t seed = 20;
    for (const auto &picture : pictures)
        EXPECT(picture.has(seed++), true, 0);
}

/// Another size takes the memory from what is there.
void sizes(const Card &card, const Screen &screen)
{
    Picture small(card, width, height), large(card, 1024, 768);
    show(card, small.paint(3));
    show(card, large.paint(4));
    EXPECT(small.still_has(3), true, 0);
    show(card, small.paint(5));
    EXPECT(large.still_has(4), true, 0);
    screen.keep("smaller", width, height, "pattern5");
}

/// Part of a buffer that is larger than the screen, with rows that are longer.
void parts(const Card &card, const Screen &screen)
{
    Picture large(card, 1024, 768);
    large.paint_from(6, 0, 0);
    EXPECT(Commit(card)
               .show(large)
               .plane("SRC_X", 8 << 16)
               .plane("SRC_Y", 16 << 16)
               .plane("SRC_W", width << 16)
               .plane("SRC_H", height << 16)
               .plane("CRTC_W", width)
               .plane("CRTC_H", height)
               .mode(card.mode(width, height))
               .now(),
           0, 0);
    // What is at (8, 16) of it is in the corner.
    for (std::uint32_t y = 0; y < height; y++)
        for (std::uint32_t x = 0; x < width; x++)
            large.pixels()[std::size_t{y + 16} * large.width + x + 8] = pattern(7, x, y);
    EXPECT(Commit(card).plane("FB_ID", large.framebuffer).now(), 0, 0);
    screen.keep("part", width, height, "pattern7");
}

std::uint32_t *map(int fd, std::size_t size)
{
    void *const mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    need(mapped != MAP_FAILED, "to map what was exported");
    return static_cast<std::uint32_t *>(mapped);
}

/// Another device that imports a buffer finds it in shared memory, and may draw there; so may who maps the export.
void exported(const Card &card, const Screen &screen)
{
    Picture picture(card, width, height);
    show(card, picture.paint(8));
    drm_prime_handle out{.handle = picture.handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
    need(card.ask(DRM_IOCTL_PRIME_HANDLE_TO_FD, out), "an export");
    const std::size_t size = picture.pixels().size_bytes();
    std::uint32_t *const mapped = map(out.fd, size);
    EXPECT(picture.is(mapped, 8), true, 0);
    picture.paint(9);
    EXPECT(picture.is(mapped, 9), true, 0);
    screen.keep("exported", width, height, "pattern9");

    const int other = open_vgem();
    if (other < 0)
        return;
    const Screen with_vgem{screen.id, "vgem-" + screen.id};
    drm_prime_handle in{.handle = 0, .flags = 0, .fd = out.fd};
    EXPECT(ioctl(other, DRM_IOCTL_PRIME_FD_TO_HANDLE, &in), 0, 0);
    // It has gone from the device's memory, and what is on the screen has not.
    picture.paint(10);
    EXPECT(picture.is(mapped, 10), true, 0);
    with_vgem.keep("imported", width, height, "pattern9");
    EXPECT(Commit(card).show(picture).now(), 0, 0);
    with_vgem.keep("shared", width, height, "pattern10");
    munmap(mapped, size);
    close(other);
    close(out.fd);
}

/// Mappings that are not as they were made: in parts, and of a child.
void mappings(const Card &card)
{
    Picture picture(card, width, height);
    const std::size_t page = 4096 / 4;
    picture.paint(11);
    const std::span pixels = picture.pixels();
    munmap(const_cast<std::uint32_t *>(&pixels[3 * page]), 4096);
    show(card, picture);
    const pid_t child = fork();
    if (child == 0) {
        pixels[2 * page] = 1;
        pixels[4 * page] = 2;
        _exit(pixels[5 * page] != pattern(11, 5 * page % width, 5 * page / width));
    }
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT(status, 0, 0);
    EXPECT(pixels[2 * page], 1, 0);
    EXPECT(pixels[4 * page], 2, 0);
    Picture other(card, 1024, 768);
    show(card, other);
    EXPECT(pixels[2 * page], 1, 0);
    EXPECT(pixels[4 * page], 2, 0);
}

/// One draws while the buffer moves: with a cursor in front of it, it is in shared memory.
void moving(const Card &card)
{
    Picture picture(card, width, height), arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    show(card, picture.fill(0));
    std::atomic<bool> is_done = false;
    std::atomic<long> lost = 0, turns = 0;
    std::thread draws([&] {
        const std::span pixels = picture.pixels();
        for (std::uint32_t turn = 1; !is_done; turn++, turns++) {
            for (std::size_t i = 0; i < pixels.size(); i += 1024) {
                lost += pixels[i] != turn - 1;
                pixels[i] = turn;
            }
        }
    });
    for (int i = 0; i < 20; i++) {
        EXPECT(Commit(card).show_cursor(arrow, i, i).now(), 0, 0);
        EXPECT(Commit(card).hide_cursor().now(), 0, 0);
    }
    is_done = true;
    draws.join();
    EXPECT(lost, 0, 0);
    EXPECT(turns > 0, true, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const Card card(argv[1]);
    const Screen screen{argv[2], argv[3]};
    drawn(card, screen);
    many(card, screen);
    sizes(card, screen);
    parts(card, screen);
    exported(card, screen);
    mappings(card);
    moving(card);
    return failures != 0;
}
