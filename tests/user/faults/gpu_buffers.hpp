// SPDX-License-Identifier: GPL-2.0
// Files, address spaces and buffers: made, mapped, given away and taken.
#pragma once

#include <tests/user/faults/chosen_memory.hpp>
#include <tests/user/faults/gpu_scene.hpp>

namespace faults {

/// A scene has the first one of each.
constexpr std::uint32_t next = 2;
constexpr std::size_t few_pages = 16 * page;

struct Spaces : Scene {
    using Scene::Scene;

    std::string state() const
    {
        const auto vm = gpu.vm();
        EXPECT(gpu.destroy_vm(vm), 0, 0);
        return Scene::state() + " vm=" + std::to_string(vm);
    }
};

inline void spaces(const std::string &path)
{
    attempt(path, {.name = "gpu: open",
                   .errors = 3,
                   .run = [&](Scene &) { return open_and_close(path.c_str()); },
                   .is_done = [](Scene &) { return true; }});
    attempt<Spaces>(path, {.name = "gpu: create an address space",
                           .errors = 15,
                           .run =
                               [](Spaces &scene) {
                                   drm_panthor_vm_create vm{};
                                   return scene.gpu.create_vm(vm);
                               },
                           .is_done =
                               [](Spaces &scene) {
                                   const auto op = map_op(scene.space.handle, mib, mib);
                                   return scene.gpu.vm_state(next) == 0 &&
                                          bind(scene.gpu, next, op) == 0;
                               }});
}

inline int ask_for_features(const Gpu &gpu)
{
    drm_panthor_gpu_info info{};
    drm_panthor_dev_query query{};
    query.type = DRM_PANTHOR_DEV_QUERY_GPU_INFO;
    query.size = sizeof(info);
    query.pointer = address(&info);
    const int result = gpu.ask(DRM_IOCTL_PANTHOR_DEV_QUERY, query);
    return result == 0 && info.gpu_id == 0 ? wrong : result;
}

inline int create_buffer(const Gpu &gpu)
{
    drm_panthor_bo_create bo{};
    bo.size = few_pages;
    return gpu.create_bo(bo);
}

/// A buffer of zeros.
inline bool is_created(const Gpu &gpu)
{
    drm_panthor_bo_mmap_offset where{.handle = next, .pad = 0, .offset = 0};
    return gpu.mmap_offset(where) == 0 && Mapped(gpu.fd, where.offset, few_pages).is_zero();
}

inline int map_buffer(const Gpu &gpu, std::uint32_t handle)
{
    drm_panthor_bo_mmap_offset where{.handle = handle, .pad = 0, .offset = 0};
    if (gpu.mmap_offset(where))
        return -1;
    void *const mapped =
        mmap(nullptr, few_pages, PROT_WRITE, MAP_SHARED, gpu.fd, static_cast<off_t>(where.offset));
    if (mapped == MAP_FAILED)
        return -1;
    // Unlike who touches it, who reads into it is told that there is no memory.
    const int zeros = open("/dev/zero", O_RDONLY | O_CLOEXEC);
    const bool is_there = read(zeros, mapped, few_pages) == few_pages;
    close(zeros);
    munmap(mapped, few_pages);
    errno = EFAULT;
    return is_there ? 0 : -1;
}

/// As the file that was free.
inline bool is_exported(const Scene &scene)
{
    void *const bytes = mmap(nullptr, few_pages, PROT_READ, MAP_SHARED, scene.descriptor, 0);
    close(scene.descriptor);
    return bytes != MAP_FAILED && munmap(bytes, few_pages) == 0;
}

inline void buffers(const std::string &path)
{
    const EachPage each_page;
    const auto nothing = [](Scene &) { return true; };
    attempt(path, {.name = "gpu: ask for its features",
                   .errors = 2,
                   .run = [](Scene &scene) { return ask_for_features(scene.gpu); },
                   .is_done = nothing});
    attempt(path, {.name = "gpu: create a buffer",
                   .errors = 8,
                   .run = [](Scene &scene) { return create_buffer(scene.gpu); },
                   .is_done = [](Scene &scene) { return is_created(scene.gpu); },
                   // That of files in memory that have no memory.
                   .other_error = ENOSPC});
    attempt(path, {.name = "gpu: map a buffer for a program",
                   .errors = 5,
                   .run = [](Scene &scene) { return map_buffer(scene.gpu, scene.space.handle); },
                   .is_done = nothing});
    attempt(path, {.name = "gpu: export a buffer",
                   .errors = 6,
                   .run =
                       [](Scene &scene) {
                           int fd = -1;
                           return send(scene.gpu, scene.space.handle, fd);
                       },
                   .is_done = [](Scene &scene) { return is_exported(scene); }});
}

/// Memory of a program, which the processor sees. Its reservation has the ends of jobs for as long as it is there.
inline void imports(const std::string &path)
{
    std::optional<ForeignBuffer> foreign;
    constexpr std::uint64_t at = Workspace::base + 2 * Workspace::size;
    attempt(path, {.name = "gpu: import a buffer",
                   .errors = 4,
                   .run =
                       [&](Scene &scene) {
                           std::uint32_t handle = 0;
                           return receive(scene.gpu, foreign->fd, handle);
                       },
                   .is_done =
                       [&](Scene &scene) {
                           return bind(scene.gpu, scene.space.vm, map_op(next, at, few_pages)) ==
                                      0 &&
                                  scene.word_at(at) == "4711";
                       },
                   .prepare =
                       [&] {
                           foreign.emplace(few_pages);
                           mapped(*foreign)[0] = 4711;
                       },
                   .end = [&] { foreign.reset(); }});
}

} // namespace faults
