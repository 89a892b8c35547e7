// SPDX-License-Identifier: GPL-2.0
// BINDER_WRITE_READ.
#pragma once

#include <tests/fuzz/binder/answers.hpp>
#include <tests/fuzz/binder/command_writer.hpp>

class WriteRead {
public:
    WriteRead(Actor &actor, std::shared_ptr<Port> port)
        : actor_(actor), random_(actor.random), port_(std::move(port)),
          is_odd_(random_.chance(actor.plan.mutated)), writer_(actor_, *port_, is_odd_)
    {}

    /// Whoever calls has the lock of the process.
    void prepare(uint64_t count)
    {
        if (is_odd_)
            actor_.memory.wipe();
        else
            actor_.memory.clear();
        for (; count > 0; count--)
            writer_.add(static_cast<CommandKind>(actor_.plan.saying.pick(random_)));
        const Talker &talker = port_->talkers[actor_.tid];
        for (int i = 0; i < 2 && !port_->new_handles.empty(); i++)
            writer_.add(CommandKind::count_handle);
        if (!talker.serves.empty() && random_.chance(40))
            writer_.add(CommandKind::reply);
        // Whoever keeps all that he gets soon gets no more.
        for (size_t i = port_->received.size(); i > 6; i--)
            writer_.add(CommandKind::free);
        since_ = port_->received.now();
    }

    /// Without the lock: others talk meanwhile.
    void exchange(bool hears)
    {
        const auto said = writer_.said();
        argument_.write_buffer = reinterpret_cast<uint64_t>(actor_.memory.put_bytes(said));
        argument_.write_size = said.size();
        if (hears)
            prepare_room();
        const bool is_changed = is_odd_ && random_.chance(10);
        if (is_changed)
            change();
        void *there = is_changed ? actor_.argument(argument_) : actor_.memory.put(argument_);
        room_ = argument_.read_size;
        result_ = actor_.try_it([&] {
            const int result = ioctl(port_->fd, BINDER_WRITE_READ, there);
            error_ = errno;
            return result;
        });
        const auto *first = static_cast<const std::byte *>(there);
        const bool is_there =
            first >= actor_.memory.begin() && first + sizeof(argument_) <= actor_.memory.end();
        if (is_there)
            std::memcpy(&argument_, there, sizeof(argument_));
        is_changed_ = is_changed;
    }

    /// With it again.
    void learn()
    {
        const bool is_known = !is_changed_ && (result_ == 0 || error_ != EFAULT);
        writer_.end(is_known ? std::optional(argument_.write_consumed) : std::nullopt);
        if (!is_known)
            return;
        const auto *heard = reinterpret_cast<const std::byte *>(argument_.read_buffer);
        if (result_ != 0 || heard != heard_)
            return;
        // It may change while it is looked at.
        const std::vector<std::byte> copy(
            heard, heard + std::min<uint64_t>(argument_.read_consumed, room_));
        Answers(actor_, *port_, since_).hear(copy);
    }

private:
    void prepare_room()
    {
        static constexpr std::array<uint64_t, 8> sizes = {4, 40, 72, 80, 128, 256, 1024, 4096};
        argument_.read_size = random_.pick(sizes);
        heard_ = random_.chance(90) ? actor_.memory.room(argument_.read_size)
                                    : actor_.memory.last_room(argument_.read_size);
        argument_.read_buffer = reinterpret_cast<uint64_t>(heard_);
    }

    /// Something of how it is asked for.
    void change()
    {
        switch (random_.below(7)) {
        case 0: return blur(random_, argument_.write_size);
        case 1: return blur_address(random_, argument_.write_buffer);
        case 2: argument_.write_consumed = random_.below(argument_.write_size + 8); return;
        case 3: return blur(random_, argument_.read_size);
        case 4: return blur_address(random_, argument_.read_buffer);
        case 5:
            argument_.read_consumed = random_.chance(80) ? random_.below(80) : random_.boundary();
            return;
        default: return; // the argument itself may be
        }
    }

    Actor &actor_;
    Random &random_;
    std::shared_ptr<Port> port_;
    bool is_odd_; // not quite right
    CommandWriter writer_;
    uint64_t since_ = 0;
    binder_write_read argument_{};
    const std::byte *heard_ = nullptr;
    uint64_t room_ = 0;
    bool is_changed_ = false;
    int result_ = 0;
    int error_ = 0;
};

/// Says so many things, and mostly hears.
inline void talk(Actor &actor, uint64_t count)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    std::unique_lock locked(actor.process.mutex);
    WriteRead write_read(actor, port);
    write_read.prepare(count);
    locked.unlock();
    write_read.exchange(count == 0 || actor.random.chance(75));
    locked.lock();
    write_read.learn();
}

/// The thread is there to serve.
inline void enter(const Port &port, uint32_t command)
{
    binder_write_read talk{};
    talk.write_buffer = reinterpret_cast<uint64_t>(&command);
    talk.write_size = sizeof(command);
    ioctl(port.fd, BINDER_WRITE_READ, &talk);
}
