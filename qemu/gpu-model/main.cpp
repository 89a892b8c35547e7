// SPDX-License-Identifier: GPL-2.0
// gpu-model SOCKET RAM [FLUSH_ID]: the device, as a process beside QEMU. SOCKET is a descriptor of the other end of
// QEMU's `-chardev socket`, RAM one of the file that is the guest's memory. FLUSH_ID is what the device has when power
// comes, in place of 1: so that a test need not count to the highest.
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "device.hpp"
#include "say.hpp"
#include <sys/stat.h>

static model::Memory whole(const model::Descriptor &file)
{
    struct stat status;
    if (fstat(file.get(), &status) != 0)
        model::throw_errno("fstat");
    return model::Memory(file, static_cast<size_t>(status.st_size));
}

template <class T> static T number(const char *text)
{
    T value{};
    const char *end = text + std::strlen(text);
    if (const auto read = std::from_chars(text, end, value);
        read.ec != std::errc() || read.ptr != end)
        throw std::system_error(EINVAL, std::generic_category(), text);
    return value;
}

static model::Descriptor inherited(const char *text)
{
    return model::Descriptor(number<int>(text), text);
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4) {
        std::println(stderr, "usage: gpu-model SOCKET RAM [FLUSH_ID]");
        return EXIT_FAILURE;
    }
    try {
        model::Ivshmem host(inherited(argv[1]));
        model::Memory ram = whole(inherited(argv[2]));
        model::Device device(host, ram, argc == 4 ? number<uint32_t>(argv[3]) : 1);
        host.greet();
        device.run();
    } catch (const std::exception &error) {
        model::say("{}", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
