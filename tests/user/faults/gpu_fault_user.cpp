// SPDX-License-Identifier: GPL-2.0
// gpu_fault_user RENDER: lets each allocation and each copy fail once in what a client asks of a graphics processor.
#include <tests/user/faults/gpu_buffers.hpp>
#include <tests/user/faults/gpu_heaps.hpp>
#include <tests/user/faults/gpu_work.hpp>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const std::string path = argv[1];
    setlinebuf(stdout);
    fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
    need(fail_nth >= 0, "/proc/thread-self/fail-nth");
    faults::spaces(path);
    faults::buffers(path);
    faults::imports(path);
    faults::heaps(path);
    faults::binds_now(path);
    faults::binds_later(path);
    faults::work(path);
    return failures != 0;
}
