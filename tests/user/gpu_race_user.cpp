// SPDX-License-Identifier: GPL-2.0
// gpu_race_user RENDER SECONDS: several threads use a graphics processor by one open file and take from each other
// what they use, each by numbers that may belong to others by now. What a command says of that is one of few
// things; and nothing is left when they are done.
#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/prime.hpp>
#include <tests/user/gpu/shared_memory.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <initializer_list>
#include <random>
#include <thread>

namespace {

/// As many address spaces and buffers as that, so that threads meet.
constexpr std::uint32_t vms = 3, places = 4;
constexpr std::uint64_t size = 16 * page;

std::atomic<int> wrong_errors;

/// What a command may say, or it is told.
void allow(const char *what, int result, std::initializer_list<int> errors)
{
    if (result == 0)
        return;
    for (const int error : errors)
        if (errno == error)
            return;
    std::printf("%s: %s\n", what, std::strerror(errno));
    wrong_errors++;
}
#define ALLOW(call, ...) allow(#call, call, {__VA_ARGS__})

class Racer {
public:
    Racer(const Gpu &gpu, std::array<std::atomic<std::uint32_t>, places> &handles, unsigned seed)
        : gpu_(gpu), handles_(handles), random_(seed)
    {}

    void step()
    {
        switch (below(12)) {
        case 0: return make_vm();
        case 1: ALLOW(gpu_.destroy_vm(any_vm()), EINVAL); return;
        case 2: ALLOW(gpu_.vm_state(any_vm()), EINVAL); return;
        case 3: return exchange();
        case 4: return look();
        case 5: return pass_on();
        case 6:
        case 7: ALLOW(bind(gpu_, any_vm(), unmap_op(any_page(), any_size())), EINVAL); return;
        case 8: return many();
        default: ALLOW(bind(gpu_, any_vm(), any_map()), EINVAL); return;
        }
    }

private:
    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    std::uint32_t any_vm() { return 1 + static_cast<std::uint32_t>(below(vms)); }
    std::uint32_t any_bo() { return handles_[below(places)]; }
    std::uint64_t any_page() { return below(64) * page; }
    std::uint64_t any_size() { return (1 + below(32)) * page; }
    Op any_map() { return map_op(any_bo(), any_page(), (1 + below(16)) * page); }

    void make_vm()
    {
        drm_panthor_vm_create vm{};
        ALLOW(gpu_.create_vm(vm), EBUSY);
    }
    /// A buffer for another one, which goes.
    void exchange()
    {
        const auto vm = below(4) ? 0 : any_vm();
        drm_panthor_bo_create bo{};
        bo.size = size;
        bo.exclusive_vm_id = vm;
        ALLOW(gpu_.create_bo(bo), EINVAL);
        if (const auto old = handles_[below(places)].exchange(bo.handle))
            ALLOW(gpu_.close_bo(old), EINVAL);
    }
    void look()
    {
        drm_panthor_bo_mmap_offset get{.handle = any_bo(), .pad = 0, .offset = 0};
        if (gpu_.mmap_offset(get))
            return allow("mmap_offset", -1, {ENOENT});
        void *const mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, gpu_.fd,
                                  static_cast<off_t>(get.offset));
        if (mapped == MAP_FAILED)
            return allow("mmap", -1, {EINVAL, EACCES});
        static_cast<char *>(mapped)[below(size)] = 1;
        munmap(mapped, size);
    }
    /// Out, and in again, which is the same buffer.
    void pass_on()
    {
        int fd = -1;
        if (send(gpu_, any_bo(), fd))
            return allow("send", -1, {ENOENT, EINVAL});
        std::uint32_t handle = 0;
        ALLOW(receive(gpu_, fd, handle), ENOENT);
        close(fd);
        if (const auto old = handles_[below(places)].exchange(handle))
            ALLOW(gpu_.close_bo(old), EINVAL);
    }
    void many()
    {
        std::vector<Op> ops;
        for (int i = 0; i < 8; i++)
            ops.push_back(below(2) ? any_map() : unmap_op(any_page(), any_size()));
        ALLOW(bind(gpu_, any_vm(), ops), EINVAL);
    }

    const Gpu &gpu_;
    std::array<std::atomic<std::uint32_t>, places> &handles_;
    std::minstd_rand random_;
};

/// Four threads, and a process that sees none of it but shares the device.
void race(const char *path, int seconds, unsigned seed)
{
    const Gpu gpu(path);
    std::array<std::atomic<std::uint32_t>, places> handles{};
    std::vector<std::thread> threads;
    std::atomic<long> steps = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (unsigned i = 0; i < 4; i++)
        threads.emplace_back([&, i] {
            Racer racer(gpu, handles, seed + i);
            while (std::chrono::steady_clock::now() < end) {
                racer.step();
                steps++;
            }
        });
    for (auto &thread : threads)
        thread.join();
    std::printf("%ld steps\n", steps.load());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const SharedMemory memory(8 * mib);
    const int seconds = std::atoi(argv[2]);
    // One file after the other: what one leaves behind goes with it.
    for (unsigned round = 0; round < 2; round++)
        race(argv[1], seconds, 1 + 100 * round);
    EXPECT(wrong_errors, 0, 0);
    EXPECT(memory.buffers(), 0, 0);
    return failures != 0;
}
