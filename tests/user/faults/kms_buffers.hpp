// SPDX-License-Identifier: GPL-2.0
// Buffers: made, mapped, given away and taken. Each time by a file of its own: what is left of a call that fails goes
// with that.
#pragma once

#include <tests/user/faults/chosen_memory.hpp>
#include <tests/user/faults/kms_stage.hpp>
#include <tests/user/kms/imported.hpp>

#include <fstream>
#include <memory>
#include <optional>

namespace faults {

class File {
public:
    explicit File(int opened) : fd(opened) { need(fd >= 0, "a file"); }
    explicit File(const std::string &path) : File(open(path.c_str(), O_RDWR | O_CLOEXEC)) {}
    ~File() { close(fd); }
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    template <typename T> int call(unsigned long command, T &argument) const
    {
        return ioctl(fd, command, &argument);
    }

    const int fd;
};

inline int create(const File &file, drm_mode_create_dumb &made)
{
    made = {};
    made.width = made.height = side;
    made.bpp = 32;
    return file.call(DRM_IOCTL_MODE_CREATE_DUMB, made);
}

inline int add_framebuffer(const File &file, std::uint32_t handle, std::uint32_t &made)
{
    drm_mode_fb_cmd2 add{};
    add.width = add.height = side;
    add.pixel_format = DRM_FORMAT_XRGB8888;
    add.handles[0] = handle;
    add.pitches[0] = side * 4;
    const int result = file.call(DRM_IOCTL_MODE_ADDFB2, add);
    made = add.fb_id;
    return result;
}

/// All that the device has, of whomever.
inline std::string framebuffers(const std::string &path)
{
    std::ifstream list("/sys/kernel/debug/dri/" +
                       path.substr(path.find_last_not_of("0123456789") + 1) + "/framebuffer");
    need(list.good(), "the list of framebuffers");
    return {std::istreambuf_iterator<char>(list), {}};
}

/// What works on a file that is opened before each time, and closed behind it.
inline void try_with_a_file(const Stage &stage, const char *name, int errors,
                            const std::function<int(const File &)> &run,
                            const std::function<bool(const File &)> &is_done)
{
    std::optional<File> file(stage.path);
    const auto anew = [&] {
        file.reset();
        file.emplace(stage.path);
    };
    try_with_each_fault({.name = name,
                         .errors = errors,
                         .run = [&] { return run(*file); },
                         .is_done = [&] { return is_done(*file); },
                         .undo = anew,
                         .state =
                             [&] {
                                 anew();
                                 return framebuffers(stage.path) + stage.state();
                             },
                         // That of files in memory that have no memory.
                         .other_error = ENOSPC});
}

inline bool holds_pixels(const File &file, const drm_mode_create_dumb &made)
{
    drm_mode_map_dumb where{.handle = made.handle, .pad = 0, .offset = 0};
    if (file.call(DRM_IOCTL_MODE_MAP_DUMB, where))
        return false;
    auto *const pixels =
        static_cast<std::uint32_t *>(mmap(nullptr, made.size, PROT_READ | PROT_WRITE, MAP_SHARED,
                                          file.fd, static_cast<off_t>(where.offset)));
    if (pixels == MAP_FAILED)
        return false;
    const bool is_empty = pixels[made.size / 4 - 1] == 0;
    pixels[made.size / 4 - 1] = 1;
    munmap(pixels, made.size);
    return is_empty;
}

inline void buffers(const Stage &stage)
{
    const EachPage each_page;
    drm_mode_create_dumb made{};
    try_with_a_file(
        stage, "bochs: create a buffer", 4, [&](const File &file) { return create(file, made); },
        [&](const File &file) { return holds_pixels(file, made); });
    try_with_a_file(
        stage, "bochs: create and map a buffer", 6,
        [&](const File &file) {
            drm_mode_map_dumb where{};
            if (create(file, made))
                return -1;
            where.handle = made.handle;
            if (file.call(DRM_IOCTL_MODE_MAP_DUMB, where))
                return -1;
            void *const mapped = mmap(nullptr, made.size, PROT_WRITE, MAP_SHARED, file.fd,
                                      static_cast<off_t>(where.offset));
            if (mapped == MAP_FAILED)
                return -1;
            *static_cast<volatile std::uint32_t *>(mapped) = 1;
            return munmap(mapped, made.size);
        },
        [&](const File &file) { return holds_pixels(file, made); });
    std::uint32_t framebuffer = 0;
    try_with_a_file(
        stage, "bochs: make a framebuffer", 6,
        [&](const File &file) {
            return create(file, made) || add_framebuffer(file, made.handle, framebuffer) ? -1 : 0;
        },
        [&](const File &file) { return file.call(DRM_IOCTL_MODE_RMFB, framebuffer) == 0; });
    try_with_a_file(
        stage, "bochs: open", 3, [&](const File &) { return open_and_close(stage.path.c_str()); },
        [](const File &) { return true; });
}

inline void exports(const Stage &stage)
{
    const int next = next_descriptor();
    const auto run = [&] {
        drm_prime_handle out{
            .handle = stage.second.handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
        return ioctl(stage.card.fd, DRM_IOCTL_PRIME_HANDLE_TO_FD, &out);
    };
    const auto is_done = [&] {
        const void *const pixels = mmap(nullptr, side * side * 4, PROT_READ, MAP_SHARED, next, 0);
        if (pixels == MAP_FAILED)
            return false;
        const bool is_right = static_cast<const std::uint32_t *>(pixels)[5] == pattern(2, 5, 0);
        munmap(const_cast<void *>(pixels), side * side * 4);
        return is_right;
    };
    try_with_each_fault(
        {.name = "bochs: export a buffer",
         .errors = 2,
         .run = run,
         .is_done = is_done,
         .undo = [&] { close(next); },
         .state = [&] { return stage.state() + (fcntl(next, F_GETFD) < 0 ? "" : " exported"); }});
}

inline int import(const File &file, int buffer, std::uint32_t &handle)
{
    drm_prime_handle in{.handle = 0, .flags = 0, .fd = buffer};
    const int result = file.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, in);
    handle = in.handle;
    return result;
}

inline void imports(const Stage &stage)
{
    const ForeignBuffer foreign(side * side * 4);
    std::uint32_t handle = 0, framebuffer = 0;
    try_with_a_file(
        stage, "bochs: import a buffer", 5,
        [&](const File &file) { return import(file, foreign.fd, handle); },
        [&](const File &file) { return add_framebuffer(file, handle, framebuffer) == 0; });
    // Whose memory it is warns if it cannot be mapped (dma_buf_vmap()): what fails is where its pages are.
    const ChosenSizes of_tables(
        [](const std::string &name) { return name == "kmalloc-16" || name == "kmalloc-128"; });
    // Anew each time: memory that nobody has read yet.
    std::optional<Imported> imported;
    std::optional<Commit> there;
    Commit back = Commit(stage.card).show(stage.first);
    int missed = 0;
    const auto is_shown = [&] {
        if (stage.card.value(stage.card.plane, DRM_MODE_OBJECT_PLANE, "FB_ID") !=
            imported->framebuffer)
            return false;
        // Memory that cannot be read is no error of the commit: the next one has the picture.
        if (!stage.scanout.has(6)) {
            missed++;
            EXPECT(there->now(), 0, 0);
        }
        return stage.scanout.has(6);
    };
    try_with_each_fault({.name = "bochs: show an imported buffer",
                         .errors = 3,
                         .run = [&] { return there->now(); },
                         .is_done = is_shown,
                         .undo = [&] { EXPECT(back.now(), 0, 0); },
                         .state = [&] { return stage.state(); },
                         .prepare =
                             [&] {
                                 imported.emplace(stage.card, side, side, 6);
                                 there.emplace(stage.card).plane("FB_ID", imported->framebuffer);
                             },
                         .is_well = [&] { return missed >= 2; }});
}

} // namespace faults
