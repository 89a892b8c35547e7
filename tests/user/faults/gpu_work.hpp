// SPDX-License-Identifier: GPL-2.0
// What is mapped, at once and later, and what runs.
#pragma once

#include <tests/user/faults/gpu_scene.hpp>

namespace faults {

/// One where something is mapped, or is to be: on both sides of where tables of page tables meet.
class Mappings : public Scene {
public:
    explicit Mappings(const std::string &path)
        : Scene(path), done(gpu), buffer(gpu.bo(size)), bytes(gpu, buffer, size)
    {
        for (std::size_t i = 0; i < bytes.words(); i++)
            bytes[i] = 1000 + i;
    }

    /// Of two pages: who looks where nothing is takes its time.
    std::string state()
    {
        return Scene::state() + (done.wait(0) && errno == EINVAL ? " " : " told ") + word_at(from) +
               " " + word_at(from + page);
    }
    bool has(std::initializer_list<const char *> words)
    {
        auto at = from;
        for (const char *word : words) {
            if (word_at(at) != word)
                return false;
            at += page;
        }
        return true;
    }
    bool is_all_mapped() { return has({"1000", "1512", "2024", "2536"}); }
    Op map() const { return map_op(buffer, from, size); }

    static constexpr std::uint64_t size = 4 * page;
    static constexpr std::uint64_t from = (1ULL << 39) - 2 * page;

    Syncobj done;
    const std::uint32_t buffer;
    Mapped bytes;
};

/// One where it is.
struct Mapped4 : Mappings {
    explicit Mapped4(const std::string &path) : Mappings(path)
    {
        EXPECT(bind(gpu, space.vm, map()), 0, 0);
    }
};

constexpr auto unmap_middle = [] { return unmap_op(Mappings::from + page, 2 * page); };

inline void binds_now(const std::string &path)
{
    attempt<Mappings>(
        path, {.name = "gpu: map",
               .errors = 12,
               .run = [](Mappings &scene) { return bind(scene.gpu, scene.space.vm, scene.map()); },
               .is_done = [](Mappings &scene) { return scene.is_all_mapped(); }});
    attempt<Mapped4>(
        path,
        {.name = "gpu: unmap the middle",
         .errors = 5,
         .run = [](Mapped4 &scene) { return bind(scene.gpu, scene.space.vm, unmap_middle()); },
         .is_done =
             [](Mapped4 &scene) { return scene.has({"1000", "nothing", "nothing", "2536"}); }});
}

inline void binds_later(const std::string &path)
{
    attempt<Mappings>(path, {.name = "gpu: map later",
                             .errors = 15,
                             .run =
                                 [](Mappings &scene) {
                                     auto op = scene.map();
                                     const std::vector<Sync> syncs{signal_to(scene.done)};
                                     op.syncs = objects(syncs);
                                     return bind_later(scene.gpu, scene.space.vm, {op});
                                 },
                             .is_done =
                                 [](Mappings &scene) {
                                     return scene.done.wait() == 0 && scene.is_all_mapped();
                                 }});
    attempt<Mapped4>(path, {.name = "gpu: unmap the middle and map there, later",
                            .errors = 12,
                            .run =
                                [](Mapped4 &scene) {
                                    auto op = map_op(scene.buffer, Mappings::from + page, page);
                                    const std::vector<Sync> syncs{signal_to(scene.done)};
                                    op.syncs = objects(syncs);
                                    return bind_later(scene.gpu, scene.space.vm,
                                                      {unmap_middle(), op});
                                },
                            .is_done =
                                [](Mapped4 &scene) {
                                    return scene.done.wait() == 0 &&
                                           scene.has({"1000", "1000", "nothing", "2536"});
                                }});
}

/// A group, and fences: one that is signalled, and two that are none yet.
class Work : public Scene {
public:
    explicit Work(const std::string &path)
        : Scene(path), group(gpu, space.vm, 2), before(gpu), middle(gpu), end(gpu)
    {
        EXPECT(group.submit({submit_of(0, 0, 0, {signal_to(before)})}), 0, 0);
        EXPECT(before.wait(), 0, 0);
    }

    std::string state()
    {
        std::string all = Scene::state() + " word=" + std::to_string(word());
        for (const auto *fence : {&middle, &end})
            all += fence->wait(0) && errno == EINVAL ? " none" : " some";
        return all;
    }
    std::uint64_t word() { return space.words[at / 8]; }
    /// Two jobs, of which the second waits for the first: the word becomes 11.
    int submit()
    {
        const auto one = step(Workspace::base + at, 1), ten = step(Workspace::base + at, 10);
        return group.submit(
            {submit_of(0, space.put(one, 0), one.size(), {wait_for(before), signal_to(middle)}),
             submit_of(1, space.put(ten, 1), ten.size(), {wait_for(middle), signal_to(end, 3)})});
    }
    bool is_done() { return middle.wait() == 0 && end.wait_point(3) == 0 && word() == 11; }

    static constexpr std::uint64_t at = 0x50000;
    Group group;
    Syncobj before, middle, end;
};

struct Groups : Scene {
    using Scene::Scene;

    std::string state() const
    {
        const Group group(gpu, space.vm);
        return Scene::state() + " group=" + std::to_string(group.handle);
    }
};

inline void work(const std::string &path)
{
    attempt<Groups>(path, {.name = "gpu: create a group",
                           .errors = 20,
                           .run =
                               [](Groups &scene) {
                                   const std::vector<drm_panthor_queue_create> queues(
                                       2, {.priority = 1, .pad = {}, .ringbuf_size = 4096});
                                   drm_panthor_group_create create{};
                                   create.queues = objects(queues);
                                   create.vm_id = scene.space.vm;
                                   return scene.gpu.ask(DRM_IOCTL_PANTHOR_GROUP_CREATE, create);
                               },
                           .is_done =
                               [](Groups &scene) {
                                   drm_panthor_group_destroy destroy{.group_handle = 1, .pad = 0};
                                   return scene.gpu.ask(DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy) ==
                                          0;
                               },
                           // That of files in memory that have no memory.
                           .other_error = ENOSPC});
    attempt<Work>(path, {.name = "gpu: submit",
                         .errors = 15,
                         .run = [](Work &scene) { return scene.submit(); },
                         .is_done = [](Work &scene) { return scene.is_done(); }});
}

} // namespace faults
