// SPDX-License-Identifier: GPL-2.0
// gpu_count NODE: for tests/bench/counter.c it marks rounds of what programs ask of a graphics processor, and prints
// a line with what, how many, and how many nanoseconds they took, for each.
#include <tests/user/counted.h>
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <chrono>
#include <deque>
#include <functional>

namespace {

constexpr int rounds = 10;

/// The first round finds caches cold.
void measure(const std::string &name, int times, const std::function<void()> &step)
{
    using std::chrono::steady_clock;
    for (int round = -1; round < rounds; round++) {
        const auto began = steady_clock::now();
        if (round >= 0)
            counted_begin();
        for (int i = 0; i < times; i++)
            step();
        if (round < 0)
            continue;
        counted_end();
        const std::chrono::nanoseconds took = steady_clock::now() - began;
        std::printf("%s %d %lld\n", name.c_str(), times, static_cast<long long>(took.count()));
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

/// A stream that is nearly nothing, in each queue of one or more groups.
class Jobs {
public:
    Jobs(const Gpu &gpu, std::uint32_t groups, std::uint32_t queues) : space(gpu)
    {
        const auto stream = Stream().move32(4, 1);
        const auto at = space.put(stream);
        for (std::uint32_t i = 0; i < groups; i++) {
            groups_.emplace_back(gpu, space.vm, queues);
            signals_.push_back({signal_to(done_.emplace_back(gpu))});
            auto &jobs = jobs_.emplace_back();
            for (std::uint32_t queue = 0; queue < queues; queue++)
                jobs.push_back(submit_of(queue, at, stream.size(), signals_.back()));
        }
    }
    ~Jobs()
    {
        for (const auto &group : groups_)
            EXPECT(group.state().state, 0, 0);
    }
    Jobs(const Jobs &) = delete;
    Jobs &operator=(const Jobs &) = delete;

    /// From the submission of all to the last fence.
    void run() const
    {
        for (std::size_t i = 0; i < groups_.size(); i++)
            need(groups_[i].submit(jobs_[i]) == 0, "a job");
        for (const auto &done : done_)
            need(done.wait() == 0, "the end of a job");
    }

    Workspace space;

private:
    std::deque<Group> groups_;
    std::deque<Syncobj> done_;
    std::deque<std::vector<Sync>> signals_;
    std::vector<std::vector<Submit>> jobs_;
};

void jobs(const Gpu &gpu)
{
    constexpr std::uint32_t most_of_group = 8;
    for (const std::uint32_t count : {1, 4, 8, 16}) {
        const auto groups = (count + most_of_group - 1) / most_of_group;
        const Jobs jobs(gpu, groups, count / groups);
        measure("jobs-" + std::to_string(count), 20, [&] { jobs.run(); });
    }
}

/// The device is told, with a doorbell, what is mapped in a space that it uses, and answers.
void doorbells(const Gpu &gpu, const Jobs &jobs, const std::string &name)
{
    const auto bo = gpu.bo(page);
    constexpr auto at = 16ULL << 30;
    jobs.run();
    const auto map = map_op(bo, at, page), unmap = unmap_op(at, page);
    measure(name, 10, [&] {
        need(bind(gpu, jobs.space.vm, map) == 0 && bind(gpu, jobs.space.vm, unmap) == 0,
             "to bind a buffer");
    });
    EXPECT(gpu.close_bo(bo), 0, 0);
}

/// Alone, and where many buffers are mapped.
void many_buffers(const Gpu &gpu)
{
    constexpr std::size_t count = 1000;
    const Jobs jobs(gpu, 1, 1);
    doorbells(gpu, jobs, "bind-busy");
    std::vector<std::uint32_t> buffers;
    for (std::size_t i = 0; i < count; i++) {
        buffers.push_back(gpu.bo(page));
        const auto at = (8ULL << 30) + 2 * i * page;
        need(bind(gpu, jobs.space.vm, map_op(buffers.back(), at, page)) == 0, "to bind a buffer");
    }
    doorbells(gpu, jobs, "bind-busy-1000");
    measure("jobs-1-of-1000", 20, [&] { jobs.run(); });
    for (const auto buffer : buffers)
        EXPECT(gpu.close_bo(buffer), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]);
    buffers(gpu);
    binds(gpu);
    jobs(gpu);
    many_buffers(gpu);
    return failures != 0;
}
