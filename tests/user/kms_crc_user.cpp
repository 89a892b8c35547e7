// SPDX-License-Identifier: GPL-2.0
// kms_crc_user CARD: checksums of what is scanned out are those of the pictures, wherever they are.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/crc.hpp>

namespace {

constexpr std::uint32_t width = 640, height = 480;

std::uint32_t crc_of_pattern(std::uint32_t seed)
{
    return expected_crc(width, height, [&](auto x, auto y) { return pattern(seed, x, y); });
}

void control(const Card &card)
{
    const int fd = open((crc_folder(card) + "control").c_str(), O_RDWR | O_CLOEXEC);
    char text[16] = "";
    EXPECT(read(fd, text, sizeof(text) - 1), 6, 0);
    EXPECT(std::strcmp(text, "auto*\n"), 0, 0);
    EXPECT(write(fd, "pipe", 4), -1, EINVAL);
    EXPECT(write(fd, "auto\n", 5), 5, 0);
    close(fd);
}

void one_reader(const Card &card)
{
    const auto path = crc_folder(card) + "data";
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT(fd >= 0, true, 0);
    EXPECT(open(path.c_str(), O_RDONLY | O_CLOEXEC), -1, EBUSY);
    Crc last = read_crc(fd);
    for (int i = 0; i < 5; i++) {
        const Crc next = read_crc(fd);
        EXPECT(static_cast<std::int32_t>(next.frame - last.frame) > 0, true, 0);
        EXPECT(next.value == last.value, true, 0);
        last = next;
    }
    close(fd);
    EXPECT(Commit(card).active(false).now(), 0, 0);
    EXPECT(open(path.c_str(), O_RDONLY | O_CLOEXEC), -1, EIO);
    EXPECT(Commit(card).active(true).now(), 0, 0);
}

/// It goes on where the screen is switched off meanwhile.
void off_and_on(const Card &card)
{
    const int fd = open((crc_folder(card) + "data").c_str(), O_RDONLY | O_CLOEXEC);
    const Crc before = read_crc(fd);
    EXPECT(Commit(card).active(false).now(), 0, 0);
    EXPECT(Commit(card).active(true).now(), 0, 0);
    EXPECT(read_new_crc(card, fd) == before.value, true, 0);
    close(fd);
}

void pictures(const Card &card)
{
    Picture one(card, width, height), other(card, width, height);
    Picture arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    EXPECT(Commit(card).show(one.paint(1)).mode(card.mode(width, height)).now(), 0, 0);
    EXPECT(crc_of(card) == crc_of_pattern(1), true, 0);
    // What nobody sees does not count.
    for (auto &pixel : one.pixels())
        pixel = pixel | 0xff000000;
    EXPECT(crc_of(card) == crc_of_pattern(1), true, 0);
    one.paint(2);
    EXPECT(crc_of(card) == crc_of_pattern(2), true, 0);
    EXPECT(Commit(card).show(other.paint(2)).now(), 0, 0);
    EXPECT(crc_of(card) == crc_of_pattern(2), true, 0);
    EXPECT(Commit(card).show_cursor(arrow.paint_from(5, 100, 50), 100, 50).now(), 0, 0);
    EXPECT(crc_of(card) == expected_crc(width, height,
                                        [](auto x, auto y) {
                                            const bool is_arrow = x - 100 < 64 && y - 50 < 64;
                                            return pattern(is_arrow ? 5 : 2, x, y);
                                        }),
           true, 0);
    EXPECT(Commit(card).hide_cursor().now(), 0, 0);
    EXPECT(crc_of(card) == crc_of_pattern(2), true, 0);
    one_reader(card);
    off_and_on(card);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Card card(argv[1]);
    control(card);
    pictures(card);
    return failures != 0;
}
