// SPDX-License-Identifier: GPL-2.0
// Checksums of what a display device scans out, and those that it should have.
#pragma once

#include <tests/user/kms/picture.hpp>

#include <sys/stat.h>
#include <sys/sysmacros.h>

/// The folder of its files.
inline std::string crc_folder(const Card &card)
{
    struct stat node{};
    need(fstat(card.fd, &node) == 0, "its number");
    return "/sys/kernel/debug/dri/" + std::to_string(minor(node.st_rdev)) + "/crtc-0/crc/";
}

/// How many blanks there have been.
inline std::uint32_t blank_count(const Card &card)
{
    drm_wait_vblank wait{};
    wait.request.type = _DRM_VBLANK_RELATIVE;
    need(card.ask(DRM_IOCTL_WAIT_VBLANK, wait), "the number of blanks");
    return wait.reply.sequence;
}

struct Crc {
    std::uint32_t frame, value;
};

inline Crc read_crc(int fd)
{
    char line[64] = "";
    need(read(fd, line, sizeof(line)) == 23, "a checksum");
    Crc crc{};
    need(std::sscanf(line, "0x%x 0x%x", &crc.frame, &crc.value) == 2, line);
    return crc;
}

/// Of a frame that begins from now on.
inline std::uint32_t read_new_crc(const Card &card, int fd)
{
    const std::uint32_t now = blank_count(card);
    Crc crc = read_crc(fd);
    while (static_cast<std::int32_t>(crc.frame - now) <= 0)
        crc = read_crc(fd);
    return crc.value;
}

/// The same, for who has not opened them.
inline std::uint32_t crc_of(const Card &card)
{
    const int fd = open((crc_folder(card) + "data").c_str(), O_RDONLY | O_CLOEXEC);
    need(fd >= 0, "checksums");
    const auto crc = read_new_crc(card, fd);
    close(fd);
    return crc;
}

/// That of a picture, `colour(x, y)` being its pixels.
template <typename F> std::uint32_t expected_crc(std::uint32_t width, std::uint32_t height,
                                                 F &&colour)
{
    std::uint32_t crc = ~0U;
    for (std::uint32_t y = 0; y < height; y++) {
        for (std::uint32_t x = 0; x < width; x++) {
            crc ^= colour(x, y) & 0xffffff;
            for (int bit = 0; bit < 32; bit++)
                crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
    }
    return crc;
}
