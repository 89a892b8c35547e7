// SPDX-License-Identifier: GPL-2.0
#include "ivshmem.hpp"

#include <cstring>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>

namespace model {

namespace abi = gpu::abi;

static Descriptor make_file()
{
    Descriptor file(memfd_create("gpu-bar2", MFD_CLOEXEC), "memfd_create");
    if (ftruncate(file.get(), abi::bar2_size) != 0)
        throw_errno("ftruncate");
    return file;
}

std::vector<Descriptor> Ivshmem::make_bells()
{
    std::vector<Descriptor> bells;
    for (size_t i = 0; i < vectors; i++)
        bells.emplace_back(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
    return bells;
}

Ivshmem::Ivshmem(Descriptor socket)
    : socket_(std::move(socket)), file_(make_file()), bar2_(file_, abi::bar2_size),
      doorbells_(make_bells()), interrupts_(make_bells())
{}

void Ivshmem::greet()
{
    constexpr int64_t version = 0, guest = 0, memory = -1;
    send(version);
    send(guest);
    send(memory, file_.get());
    for (const Descriptor &bell : doorbells_)
        send(abi::peer, bell.get());
    for (const Descriptor &bell : interrupts_)
        send(guest, bell.get());
}

void Ivshmem::send(int64_t number, int fd)
{
    iovec bytes{.iov_base = &number, .iov_len = sizeof(number)};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(fd))> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    if (fd >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr *rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(fd));
        std::memcpy(CMSG_DATA(rights), &fd, sizeof(fd));
    }
    if (sendmsg(socket_.get(), &message, MSG_NOSIGNAL) != sizeof(number))
        throw_errno("sendmsg");
}

void Ivshmem::interrupt(abi::Irq irq)
{
    // It fails if 2^64 - 2 of them were not taken: then another one changes nothing.
    (void)eventfd_write(interrupts_[static_cast<size_t>(irq)].get(), 1);
}

std::optional<Bells> Ivshmem::wait(int milliseconds)
{
    std::vector<pollfd> waited{{.fd = socket_.get(), .events = POLLIN, .revents = 0}};
    for (const Descriptor &bell : doorbells_)
        waited.push_back({.fd = bell.get(), .events = POLLIN, .revents = 0});
    if (poll(waited.data(), waited.size(), milliseconds) < 0 && errno != EINTR)
        throw_errno("poll");
    // A client has nothing to say: what can be read is its end.
    if (waited[0].revents)
        return std::nullopt;
    Bells rung;
    for (size_t i = 0; i < rung.size(); i++) {
        eventfd_t count;
        rung[i] = waited[i + 1].revents && eventfd_read(doorbells_[i].get(), &count) == 0;
    }
    return rung;
}

} // namespace model
