// SPDX-License-Identifier: GPL-2.0
#include "machine.hpp"

#include <array>
#include <csignal>
#include <cstring>

#include "check.hpp"
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace abi = gpu::abi;

static std::span<std::byte> map(int file, size_t size)
{
    void *at = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at == MAP_FAILED)
        std::abort();
    return {static_cast<std::byte *>(at), size};
}

Machine::Machine(const std::string &model, uint32_t flush_id)
{
    int ends[2];
    ram_file_ = memfd_create("ram", MFD_CLOEXEC);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 ||
        ftruncate(ram_file_, ram_size) != 0)
        std::abort();
    std::fflush(stdout);
    model_ = fork();
    if (model_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        const std::string socket = std::to_string(dup(ends[1])),
                          ram = std::to_string(dup(ram_file_)), flush = std::to_string(flush_id);
        execl(model.c_str(), model.c_str(), socket.c_str(), ram.c_str(), flush.c_str(), nullptr);
        _exit(127);
    }
    close(ends[1]);
    socket_ = ends[0];
    ram_ = map(ram_file_, ram_size);
    receive_greeting();
}

Machine::~Machine()
{
    close(socket_);
    int status = 0;
    const bool ended = eventually([&] { return waitpid(model_, &status, WNOHANG) == model_; });
    if (!ended) {
        kill(model_, SIGKILL);
        waitpid(model_, &status, 0);
    }
    if (!ended || status != 0)
        Report::result(false, "the model ends when QEMU does", std::format("status {:#x}", status));
    for (const int file : doorbells_)
        close(file);
    for (const int file : interrupts_)
        close(file);
    close(ram_file_);
    munmap(ram_.data(), ram_.size());
    munmap(bar2_.data(), bar2_.size());
}

std::pair<int64_t, int> Machine::receive() const
{
    int64_t number = 0;
    int fd = -1;
    iovec bytes{.iov_base = &number, .iov_len = sizeof(number)};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(fd))> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (recvmsg(socket_, &message, MSG_CMSG_CLOEXEC) != sizeof(number))
        std::abort();
    if (const cmsghdr *rights = CMSG_FIRSTHDR(&message))
        std::memcpy(&fd, CMSG_DATA(rights), sizeof(fd));
    return {number, fd};
}

void Machine::receive_greeting()
{
    constexpr size_t vectors = 3;
    for (size_t i = 0; i < 3 + 2 * vectors; i++) {
        const auto [number, fd] = receive();
        greeting_ += std::format("{}{} ", number, fd < 0 ? "" : "+");
        if (fd < 0)
            continue;
        if (number == -1)
            bar2_ = map(fd, abi::bar2_size), close(fd);
        else
            (number == 0 ? interrupts_ : doorbells_).push_back(fd);
    }
}

void Machine::ring(abi::Doorbell bell) const
{
    if (eventfd_write(doorbells_.at(static_cast<size_t>(bell)), 1) != 0)
        std::abort();
}

bool Machine::take(abi::Irq irq) const
{
    eventfd_t count;
    return eventfd_read(interrupts_.at(static_cast<size_t>(irq)), &count) == 0;
}

bool Machine::lives() const
{
    return waitpid(model_, nullptr, WNOHANG) == 0;
}
