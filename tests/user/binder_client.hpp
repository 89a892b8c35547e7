// SPDX-License-Identifier: GPL-2.0
// A small library to talk over Binder with: what a program needs to call an object, to be one, and to
// hear that one is gone. The protocol is that of <linux/android/binder.h>.
#pragma once

#include <linux/android/binder.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/// What is sent: bytes, and among them at most one object, which means something to either side.
struct Message {
    std::string bytes;
    std::optional<flat_binder_object> object;

    /// An object of this process: it is called `pointer` when calls come for it.
    static flat_binder_object own(uint64_t pointer)
    {
        flat_binder_object object{};
        object.hdr.type = BINDER_TYPE_BINDER;
        object.binder = pointer;
        return object;
    }
    /// An object that this process has a handle for.
    static flat_binder_object handle(uint32_t handle)
    {
        flat_binder_object object{};
        object.hdr.type = BINDER_TYPE_HANDLE;
        object.handle = handle;
        return object;
    }
};

/// A thread's view of one open device. Objects are served by loop(), called by call().
class BinderClient {
public:
    explicit BinderClient(const std::string &device) : fd_(open(device.c_str(), O_RDWR | O_CLOEXEC))
    {
        if (fd_ < 0)
            fail("open " + device);
        // Whatever is received is here, and is freed when it was looked at.
        mapped_ = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd_, 0);
        if (mapped_ == MAP_FAILED)
            fail("mmap");
    }
    ~BinderClient()
    {
        munmap(mapped_, size);
        close(fd_);
    }
    BinderClient(const BinderClient &) = delete;
    BinderClient &operator=(const BinderClient &) = delete;

    /// Becomes what handle 0 means, for every process that has the device open.
    void become_manager()
    {
        if (ioctl(fd_, BINDER_SET_CONTEXT_MGR, 0) != 0)
            fail("BINDER_SET_CONTEXT_MGR");
    }

    /// Calls an object, and waits for its answer.
    Message call(uint32_t handle, uint32_t code, const Message &message)
    {
        send(BC_TRANSACTION, handle, code, message);
        std::optional<Message> answer;
        while (!answer)
            hear([&](uint32_t command, const binder_transaction_data *data) {
                if (command == BR_REPLY)
                    answer = received(*data);
                if (command == BR_DEAD_REPLY || command == BR_FAILED_REPLY)
                    throw std::runtime_error(command == BR_DEAD_REPLY ? "nobody is there"
                                                                      : "the call failed");
            });
        return *answer;
    }

    /// Serves calls with `answer(pointer, code, message)`, until `goes_on` says no.
    void loop(
        const std::function<Message(uint64_t, uint32_t, const Message &)> &answer,
        const std::function<bool()> &goes_on = [] { return true; })
    {
        say(BC_ENTER_LOOPER);
        while (goes_on())
            hear([&](uint32_t command, const binder_transaction_data *data) {
                if (command == BR_TRANSACTION)
                    send(BC_REPLY, 0, 0, answer(data->target.ptr, data->code, received(*data)));
            });
        say(BC_EXIT_LOOPER);
    }

    /// Keeps the object behind a handle for longer than the message that it came with.
    void acquire(uint32_t handle) { say(BC_ACQUIRE, handle); }
    void release(uint32_t handle) { say(BC_RELEASE, handle); }

    /// Asks to hear when the object's process is gone; loop() ends then, if `goes_on` asks is_gone().
    void listen(uint32_t handle)
    {
        say(BC_REQUEST_DEATH_NOTIFICATION,
            binder_handle_cookie{.handle = handle, .cookie = handle});
    }
    bool is_gone() const { return is_gone_; }

private:
    static constexpr size_t size = 1 << 20;

    [[noreturn]] static void fail(const std::string &what)
    {
        throw std::system_error(errno, std::generic_category(), what);
    }

    void say(uint32_t command) { add(&command, sizeof(command)); }
    template <class T> void say(uint32_t command, const T &argument)
    {
        add(&command, sizeof(command));
        add(&argument, sizeof(argument));
    }
    void add(const void *bytes, size_t count)
    {
        const auto *from = static_cast<const char *>(bytes);
        said_.insert(said_.end(), from, from + count);
    }

    // The message is copied when the driver hears of it: at once.
    void send(uint32_t command, uint32_t handle, uint32_t code, const Message &message)
    {
        std::string bytes = message.bytes;
        uint64_t offset = 0;
        binder_transaction_data data{};
        data.target.handle = handle;
        data.code = code;
        if (message.object) {
            bytes.resize((bytes.size() + 7) / 8 * 8); // objects are aligned
            offset = bytes.size();
            bytes.append(reinterpret_cast<const char *>(&*message.object), sizeof(*message.object));
            data.offsets_size = sizeof(offset);
            data.data.ptr.offsets = reinterpret_cast<uint64_t>(&offset);
        }
        data.data_size = bytes.size();
        data.data.ptr.buffer = reinterpret_cast<uint64_t>(bytes.data());
        say(command, data);
        exchange({});
    }

    // What was received lies in the mapping until BC_FREE_BUFFER, which goes with the next exchange. An
    // object in it is kept by then.
    Message received(const binder_transaction_data &data)
    {
        Message message;
        const auto *bytes = reinterpret_cast<const char *>(data.data.ptr.buffer);
        message.bytes.assign(bytes, data.data_size);
        if (data.offsets_size >= sizeof(uint64_t)) {
            uint64_t offset = 0;
            std::memcpy(&offset, reinterpret_cast<const char *>(data.data.ptr.offsets),
                        sizeof(offset));
            message.object.emplace();
            std::memcpy(&*message.object, bytes + offset, sizeof(*message.object));
            message.bytes.resize(offset);
            if (message.object->hdr.type == BINDER_TYPE_HANDLE)
                acquire(message.object->handle);
        }
        say(BC_FREE_BUFFER, data.data.ptr.buffer);
        return message;
    }

    size_t exchange(std::span<char> room)
    {
        binder_write_read talk{};
        talk.write_buffer = reinterpret_cast<uint64_t>(said_.data());
        talk.write_size = said_.size();
        talk.read_buffer = reinterpret_cast<uint64_t>(room.data());
        talk.read_size = room.size();
        if (ioctl(fd_, BINDER_WRITE_READ, &talk) != 0)
            fail("BINDER_WRITE_READ");
        said_.clear();
        return talk.read_consumed;
    }

    // Waits, and calls `use(command, data)` for each thing that is heard; what has to be confirmed, is.
    template <class F> void hear(F &&use)
    {
        char room[512];
        const size_t heard = exchange(room);
        for (size_t at = 0; at + sizeof(uint32_t) <= heard;) {
            uint32_t command = 0;
            std::memcpy(&command, room + at, sizeof(command));
            const char *argument = room + at + sizeof(command);
            at += sizeof(command) + _IOC_SIZE(command);
            if (command == BR_TRANSACTION || command == BR_REPLY) {
                binder_transaction_data data{};
                std::memcpy(&data, argument, sizeof(data));
                use(command, &data);
            } else if (command == BR_INCREFS || command == BR_ACQUIRE) {
                binder_ptr_cookie object{};
                std::memcpy(&object, argument, sizeof(object));
                say(command == BR_ACQUIRE ? BC_ACQUIRE_DONE : BC_INCREFS_DONE, object);
            } else if (command == BR_DEAD_BINDER) {
                binder_uintptr_t cookie = 0;
                std::memcpy(&cookie, argument, sizeof(cookie));
                say(BC_DEAD_BINDER_DONE, cookie);
                is_gone_ = true;
            } else {
                use(command, nullptr);
            }
        }
    }

    int fd_;
    void *mapped_ = nullptr;
    std::vector<char> said_;
    bool is_gone_ = false;
};
