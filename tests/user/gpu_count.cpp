// SPDX-License-Identifier: GPL-2.0
// gpu_count NODE: for tests/bench/counter.c it marks rounds of what programs ask of a graphics processor, and prints
// a line with what, and how many, for each.
#include <tests/user/counted.h>
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <functional>

namespace {

constexpr int rounds = 10;

/// The first round finds caches cold.
void measure(const std::string &name, int times, const std::function<void()> &step)
{
    for (int round = -1; round < rounds; round++) {
        if (round >= 0)
            counted_begin();
        for (int i = 0; i < times; i++)
            step();
        if (round < 0)
            continue;
        counted_end();
        std::printf("%s %d\n", name.c_str(), times);
    }
}

void buffers(const Gpu &gpu)
{
    measure("bo-create", 50, [&] { need(gpu.close_bo(gpu.bo(page)) == 0, "to close a buffer"); });
    const auto bo = gpu.bo(page);
    const auto offset = gpu.offset(bo);
    measure("bo-mmap", 50, [&] { Mapped(gpu.fd, offset, page)[0] = 1; });
    need(gpu.close_bo(bo) == 0, "to close a buffer");
}

void binds(const Gpu &gpu)
{
    for (const std::uint64_t pages : {1, 64, 4096}) {
        const auto vm = gpu.vm(), bo = gpu.bo(pages * page);
        const auto map = map_op(bo, mib, pages * page), unmap = unmap_op(mib, pages * page);
        measure("bind-" + std::to_string(pages), 10, [&] {
            need(bind(gpu, vm, map) == 0 && bind(gpu, vm, unmap) == 0, "to bind a buffer");
        });
        need((gpu.destroy_vm(vm) | gpu.close_bo(bo)) == 0, "to close a buffer");
    }
}

/// `queues` that each have a stream, one behind the other, of which all are waited for.
void jobs(const Gpu &gpu, unsigned queues)
{
    Workspace space(gpu);
    Group group(gpu, space.vm, queues);
    Syncobj done(gpu);
    const auto stream = Stream().move32(4, 1);
    const auto at = space.put(stream);
    const std::vector<Sync> signals{signal_to(done)};
    std::vector<Submit> all;
    for (unsigned i = 0; i < queues; i++)
        all.push_back(submit_of(i, at, stream.size(), signals));
    measure("jobs-" + std::to_string(queues), 20,
            [&] { need(group.submit(all) == 0 && done.wait() == 0, "a job"); });
    EXPECT(group.state().state, 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]);
    buffers(gpu);
    binds(gpu);
    for (const unsigned queues : {1, 4, 8})
        jobs(gpu, queues);
    return failures != 0;
}
