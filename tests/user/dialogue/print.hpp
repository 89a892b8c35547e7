// SPDX-License-Identifier: GPL-2.0
// How a side of a dialogue prints what it hears.
#pragma once

#include <tests/user/binder_uapi.hpp>
#include <tests/user/dialogue/side.hpp>

#include <algorithm>
#include <utility>

inline std::string answer_name(uint32_t command)
{
    static const std::map<uint32_t, const char *> names = {
        {BR_ERROR, "BR_ERROR"},
        {BR_OK, "BR_OK"},
        {BR_TRANSACTION_SEC_CTX, "BR_TRANSACTION_SEC_CTX"},
        {BR_TRANSACTION, "BR_TRANSACTION"},
        {BR_REPLY, "BR_REPLY"},
        {BR_DEAD_REPLY, "BR_DEAD_REPLY"},
        {BR_TRANSACTION_COMPLETE, "BR_TRANSACTION_COMPLETE"},
        {BR_INCREFS, "BR_INCREFS"},
        {BR_ACQUIRE, "BR_ACQUIRE"},
        {BR_RELEASE, "BR_RELEASE"},
        {BR_DECREFS, "BR_DECREFS"},
        {BR_NOOP, "BR_NOOP"},
        {BR_SPAWN_LOOPER, "BR_SPAWN_LOOPER"},
        {BR_DEAD_BINDER, "BR_DEAD_BINDER"},
        {BR_CLEAR_DEATH_NOTIFICATION_DONE, "BR_CLEAR_DEATH_NOTIFICATION_DONE"},
        {BR_FAILED_REPLY, "BR_FAILED_REPLY"},
        {BR_FROZEN_REPLY, "BR_FROZEN_REPLY"},
        {BR_ONEWAY_SPAM_SUSPECT, "BR_ONEWAY_SPAM_SUSPECT"},
        {br_transaction_pending_frozen, "BR_TRANSACTION_PENDING_FROZEN"},
        {br_frozen_binder, "BR_FROZEN_BINDER"},
        {br_clear_freeze_notification_done, "BR_CLEAR_FREEZE_NOTIFICATION_DONE"},
    };
    const auto found = names.find(command);
    return found == names.end() ? std::format("BR {:#x}", command) : found->second;
}

inline void Side::begin(size_t thread, size_t room, const char *where)
{
    const auto said = take_said();
    binder_write_read talk{};
    talk.write_buffer = reinterpret_cast<uint64_t>(put(said.data(), said.size()));
    talk.write_size = said.size();
    if (!where)
        where = put(std::string(room, '\0').data(), room);
    talk.read_buffer = reinterpret_cast<uint64_t>(where);
    talk.read_size = room;
    talks_[thread] = put(talk);
    puppet_.start(thread, SYS_ioctl, fd_, static_cast<unsigned long>(BINDER_WRITE_READ),
                  talks_[thread]);
}

inline void Side::finish(size_t thread)
{
    const Outcome outcome = puppet_.finish(thread);
    const auto *talk = std::exchange(talks_[thread], nullptr);
    if (outcome.value != 0)
        print("ioctl", outcome);
    if (talk->write_consumed != talk->write_size)
        std::println("{}: wrote {} of {}", name_, static_cast<uint64_t>(talk->write_consumed),
                     static_cast<uint64_t>(talk->write_size));
    // What other threads were given must stay.
    if (std::ranges::all_of(talks_, [](const auto *other) { return !other; }))
        used_ = 0;
    hear({reinterpret_cast<const std::byte *>(talk->read_buffer), talk->read_consumed});
}

inline void Side::hear(std::span<const std::byte> heard)
{
    while (heard.size() >= sizeof(uint32_t)) {
        const auto command = part<uint32_t>(heard);
        const size_t size = std::min<size_t>(_IOC_SIZE(command), heard.size() - sizeof(command));
        // The same again and again is said once.
        size_t times = 1;
        while (size == 0 && part<uint32_t>(heard, sizeof(command)) == command) {
            heard = heard.subspan(sizeof(command));
            times++;
        }
        if (times > 1)
            std::print("{} times: ", times);
        print_answer(command, heard.subspan(sizeof(command), size));
        heard = heard.subspan(sizeof(command) + size);
    }
}

inline void Side::print_answer(uint32_t command, std::span<const std::byte> argument)
{
    std::print("{} hears {}", name_, answer_name(command));
    if (command == BR_TRANSACTION || command == BR_REPLY || command == BR_TRANSACTION_SEC_CTX) {
        print_data(command, part<binder_transaction_data>(argument));
        if (command == BR_TRANSACTION_SEC_CTX) {
            const uint64_t context = part<binder_transaction_data_secctx>(argument).secctx;
            const auto data = part<binder_transaction_data>(argument);
            const auto text = puppet_.peek(context, 16);
            std::println("  security context {} at {}", reinterpret_cast<const char *>(text.data()),
                         context - data.data.ptr.buffer);
        }
        return;
    }
    for (size_t i = 0; i + sizeof(uint64_t) <= argument.size(); i += sizeof(uint64_t))
        std::print(" {:#x}", part<uint64_t>(argument, i));
    std::println("");
}

inline void Side::print_data(uint32_t command, const binder_transaction_data &data)
{
    const auto sender = names().find(data.sender_pid);
    if (command != BR_REPLY)
        std::print(" of {:#x} {:#x}", static_cast<uint64_t>(data.target.ptr),
                   static_cast<uint64_t>(data.cookie));
    std::println(" code {} flags {:#x} from {} euid {} size {} offsets {}", data.code, data.flags,
                 sender == names().end() ? std::to_string(data.sender_pid) : sender->second,
                 data.sender_euid, static_cast<uint64_t>(data.data_size),
                 static_cast<uint64_t>(data.offsets_size));
    received_.push_back(data.data.ptr.buffer);
    if (data.data.ptr.offsets - data.data.ptr.buffer != (data.data_size + 7) / 8 * 8)
        std::println("  the offsets are elsewhere");
    const auto bytes = puppet_.peek(data.data.ptr.buffer, data.data_size);
    const auto offsets = puppet_.peek(data.data.ptr.offsets, data.offsets_size);
    if (data.offsets_size == 0 && !bytes.empty())
        std::println("  {:?}", std::string_view(reinterpret_cast<const char *>(bytes.data()),
                                                std::min<size_t>(bytes.size(), 16)));
    for (size_t i = 0; i < offsets.size(); i += sizeof(uint64_t))
        print_object(bytes, part<uint64_t>(offsets, i), data.data.ptr.buffer);
}

inline void Side::print_object(std::span<const std::byte> data, uint64_t offset, uint64_t base)
{
    const auto header = part<binder_object_header>(data, offset);
    if (header.type == BINDER_TYPE_FD) {
        const auto object = part<binder_fd_object>(data, offset);
        std::println("  at {} file {} cookie {:#x}", offset, file(object.fd),
                     static_cast<uint64_t>(object.cookie));
    } else if (header.type == BINDER_TYPE_PTR) {
        const auto object = part<binder_buffer_object>(data, offset);
        std::print("  at {} buffer at {} flags {:#x}:", offset,
                   static_cast<uint64_t>(object.buffer - base), object.flags);
        const auto bytes = puppet_.peek(object.buffer, object.length);
        for (size_t i = 0; i + sizeof(uint64_t) <= bytes.size(); i += sizeof(uint64_t)) {
            const auto word = part<uint64_t>(bytes, i);
            // A pointer, descriptors, or what it was.
            if (word - base < mapped)
                std::print(" ->{}", word - base);
            else
                std::print(" {:#x}", word);
        }
        std::println("");
    } else if (header.type == BINDER_TYPE_FDA) {
        const auto object = part<binder_fd_array_object>(data, offset);
        std::println("  at {} {} files in {} at {}", offset, static_cast<uint64_t>(object.num_fds),
                     static_cast<uint64_t>(object.parent),
                     static_cast<uint64_t>(object.parent_offset));
    } else {
        const auto object = part<flat_binder_object>(data, offset);
        std::println("  at {} object {:#x} flags {:#x}: {:#x} {:#x}", offset, header.type,
                     object.flags, static_cast<uint64_t>(object.binder),
                     static_cast<uint64_t>(object.cookie));
    }
}

inline std::string Side::file(uint32_t fd) const
{
    std::array<char, 128> target{};
    const std::string link = std::format("/proc/{}/fd/{}", puppet_.pid(), fd);
    if (readlink(link.c_str(), target.data(), target.size() - 1) < 0)
        return std::format("{} (closed)", fd);
    return std::format("{} {}", fd, target.data());
}
