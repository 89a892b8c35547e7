// SPDX-License-Identifier: GPL-2.0
// One side of a dialogue over a Binder device: a process that says commands and hears answers. What
// it hears is printed, without what differs from run to run: so what two drivers say can be compared.
#pragma once

#include <tests/user/dialogue/commands.hpp>
#include <tests/user/dialogue/puppet.hpp>

#include <map>
#include <print>
#include <string>

#include <fcntl.h>
#include <sys/ioctl.h>

class Side : public Commands {
public:
    static constexpr size_t mapped = 1 << 20;

    explicit Side(std::string name) : name_(std::move(name)), pid_(puppet_.pid())
    {
        names()[pid_] = name_;
    }
    ~Side() { names().erase(pid_); }

    Puppet &puppet() { return puppet_; }
    pid_t pid() const { return pid_; }
    const std::string &name() const { return name_; }
    int fd() const { return fd_; }
    /// Where it receives.
    uint64_t base() const { return static_cast<uint64_t>(base_); }

    /// Opens the device so that nothing waits, and maps it.
    void open(const std::string &device)
    {
        fd_ = static_cast<int>(
            puppet_.call(SYS_openat, AT_FDCWD, put(device), O_RDWR | O_CLOEXEC | O_NONBLOCK).value);
        base_ = puppet_.call(SYS_mmap, 0, mapped, PROT_READ, MAP_PRIVATE, fd_, 0).value;
        if (fd_ < 0 || base_ == -1)
            std::println("{} cannot open the device", name_);
    }

    /// Makes memory of it that holds `value`, for as long as a step takes.
    template <class T> T *put(const T &value)
    {
        return reinterpret_cast<T *>(put(&value, sizeof(value)));
    }
    const char *put(const std::string &text) { return put(text.c_str(), text.size() + 1); }
    char *put(const void *bytes, size_t size)
    {
        used_ = (used_ + 7) / 8 * 8;
        char *to = reinterpret_cast<char *>(puppet_.memory().data()) + used_;
        used_ += size;
        if (used_ > puppet_.memory_size)
            std::abort();
        std::memcpy(to, bytes, size);
        return to;
    }

    /// An ioctl with a T, which it may change.
    template <class T> T control(unsigned long command, const char *what, T value)
    {
        T *there = put(value);
        print(what, puppet_.call(SYS_ioctl, fd_, command, there));
        return *there;
    }

    /// Prepares a transaction or reply.
    void send(uint32_t command, uint32_t handle, uint32_t code, const Parcel &parcel = {},
              uint32_t flags = 0)
    {
        const char *bytes = put(parcel.data.data(), parcel.data.size());
        const char *offsets = put(parcel.offsets.data(), parcel.offsets.size() * sizeof(uint64_t));
        say_transaction(command, transaction_of(parcel, handle, code, flags, bytes, offsets));
    }
    void call(uint32_t handle, uint32_t code, const Parcel &parcel = {}, uint32_t flags = 0)
    {
        send(parcel.buffers_size ? BC_TRANSACTION_SG : BC_TRANSACTION, handle, code, parcel, flags);
    }
    void reply(const Parcel &parcel = {}, uint32_t flags = 0)
    {
        send(parcel.buffers_size ? BC_REPLY_SG : BC_REPLY, 0, 0, parcel, flags);
    }
    const std::vector<uint64_t> &received() const { return received_; }
    /// Frees all that was received.
    void free()
    {
        for (const uint64_t buffer : received_)
            say(BC_FREE_BUFFER, buffer);
        received_.clear();
    }

    /// Says what was prepared, and hears what there is for `thread`.
    void go(size_t thread = 0)
    {
        begin(thread);
        finish(thread);
    }
    /// The same, but only says.
    void tell(size_t thread = 0)
    {
        begin(thread, 0);
        finish(thread);
    }
    /// The same in two steps, between which others can do something. It hears at `where`, if that is
    /// given.
    void begin(size_t thread, size_t room = 1024, const char *where = nullptr);
    void finish(size_t thread);

    void print(const char *what, Outcome outcome) const
    {
        std::println("{}: {} = {}{}{}", name_, what, outcome.value, outcome.value < 0 ? " " : "",
                     outcome.value < 0 ? strerrorname_np(outcome.error) : "");
    }

    /// All sides that there are, by their numbers.
    static std::map<pid_t, std::string> &names()
    {
        static std::map<pid_t, std::string> names;
        return names;
    }

private:
    void hear(std::span<const std::byte> heard);
    void print_answer(uint32_t command, std::span<const std::byte> argument);
    void print_data(uint32_t command, const binder_transaction_data &data);
    void print_object(std::span<const std::byte> data, uint64_t offset, uint64_t base);
    std::string file(uint32_t fd) const;

    std::string name_;
    Puppet puppet_;
    pid_t pid_;
    int fd_ = -1;
    long base_ = 0;
    size_t used_ = 0;
    std::array<const binder_write_read *, Puppet::threads> talks_{};
    std::vector<uint64_t> received_;
};
