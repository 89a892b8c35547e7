// SPDX-License-Identifier: GPL-2.0
// Writes what a transaction carries: objects of all types that make sense, one after the other.
#pragma once

#include <tests/fuzz/binder/actor.hpp>

class ParcelWriter {
public:
    ParcelWriter(Actor &actor, Port &port) : actor_(actor), random_(actor.random), port_(port) {}

    /// A transaction of some things, with room for a seal.
    Parcel write()
    {
        if (random_.chance(5))
            return parcel_;
        parcel_.data.resize(sizeof(Seal));
        is_honest_ = random_.chance(80);
        const uint64_t count = random_.below(actor_.plan.most_things + 1);
        for (uint64_t i = 0; i < count; i++)
            add(static_cast<Thing>(actor_.plan.carrying.pick(random_)));
        return parcel_;
    }

    /// What an object of this process is called, and its cookie, which goes with that.
    static uint64_t pointer(Actor &actor)
    {
        return 0x1000 + actor.random.below(actor.plan.objects) * 16;
    }
    static uint64_t cookie(uint64_t pointer) { return pointer * 3; }

private:
    /// One thing of what makes no sense makes a transaction fail: some have a few.
    bool errs() { return !is_honest_ && random_.chance(15); }

    /// A buffer that others may lie in: those behind `least` of it, as long as it is in the chain.
    struct Buffer {
        uint64_t number;
        std::byte *memory;
        uint64_t length;
        uint64_t least;
    };

    void add(Thing thing)
    {
        switch (thing) {
        case Thing::own: return add_own();
        case Thing::handle: return add_handle();
        case Thing::file: return add_file();
        case Thing::buffer: return add_buffer();
        case Thing::array: return add_array();
        case Thing::junk: return add_junk();
        default: return add_bytes();
        }
    }

    void add_bytes()
    {
        const size_t size = random_.chance(90) ? random_.below(64) : random_.below(8192);
        parcel_.data.resize(parcel_.data.size() + size, static_cast<std::byte>(size));
    }

    void add_own()
    {
        const uint64_t pointer = this->pointer(actor_);
        const uint64_t cookie = errs() ? random_.boundary() : this->cookie(pointer);
        uint32_t flags = static_cast<uint32_t>(random_.below(0x200));
        if (actor_.plan.contexts && random_.chance(30))
            flags |= FLAT_BINDER_FLAG_TXN_SECURITY_CTX;
        parcel_.own(pointer, cookie, flags | FLAT_BINDER_FLAG_ACCEPTS_FDS,
                    random_.chance(75) ? BINDER_TYPE_BINDER : BINDER_TYPE_WEAK_BINDER);
    }

    void add_handle()
    {
        const auto handle = port_.handles.pick(random_);
        if (!handle && is_honest_)
            return add_own();
        parcel_.handle(errs() ? static_cast<uint32_t>(random_.near(0)) : handle.value_or(0),
                       random_.chance(75) ? BINDER_TYPE_HANDLE : BINDER_TYPE_WEAK_HANDLE);
    }

    int file()
    {
        return errs() ? static_cast<int>(random_.boundary())
                      : actor_.process.files.pick(random_).value_or(1);
    }
    void add_file() { parcel_.file(file(), random_.number()); }

    /// One of the chain, the last but for a few; those behind it are no longer in it.
    Buffer *parent()
    {
        while (chain_.size() > 1 && random_.chance(30))
            chain_.pop_back();
        return chain_.empty() ? nullptr : &chain_.back();
    }

    /// Where something of `size` bytes lies in a buffer, behind what is there already. It is near the
    /// end of it, or does not fit, if it errs.
    std::optional<uint64_t> place(const Buffer &in, uint64_t size)
    {
        if (errs())
            return in.length - size + random_.below(5) * 4;
        const uint64_t least = (in.least + 7) / 8 * 8;
        if (least + size > in.length)
            return std::nullopt;
        return random_.chance(50) ? least
                                  : least + random_.below((in.length - size - least) / 8 + 1) * 8;
    }

    void add_buffer()
    {
        const uint64_t length = random_.chance(90) ? random_.below(17) * 8
                                                   : random_.below(2) * 4096 + random_.below(99);
        std::byte *memory = actor_.memory.room(length);
        std::memset(memory, static_cast<int>(length), length);
        Buffer *parent = random_.chance(70) ? this->parent() : nullptr;
        const auto at = parent ? place(*parent, sizeof(uint64_t)) : std::nullopt;
        if (at) {
            parcel_.buffer_in(memory, length, parent->number, *at);
            parent->least = *at + sizeof(uint64_t);
        } else {
            parcel_.buffer(memory, length);
            chain_.clear();
        }
        chain_.push_back({parcel_.offsets.size() - 1, memory, length, 0});
    }

    void add_array()
    {
        const uint64_t count = random_.below(random_.chance(80) ? 4 : 16);
        const uint64_t size = count * sizeof(uint32_t);
        Buffer *parent = this->parent();
        const auto at = parent ? place(*parent, size) : std::nullopt;
        if (!at)
            return add_buffer();
        for (uint64_t i = 0; *at + size <= parent->length && i < count; i++) {
            const int fd = file();
            std::memcpy(parent->memory + *at + i * sizeof(fd), &fd, sizeof(fd));
        }
        parcel_.files_in(count, parent->number, *at);
        parent->least = *at + size;
    }

    void add_junk()
    {
        if (is_honest_)
            return add_bytes();
        binder_buffer_object junk{};
        junk.hdr.type = static_cast<uint32_t>(random_.near(BINDER_TYPE_PTR));
        junk.buffer = random_.boundary();
        junk.length = random_.boundary();
        parcel_.object(junk);
    }

    Actor &actor_;
    Random &random_;
    Port &port_;
    Parcel parcel_;
    std::vector<Buffer> chain_;
    bool is_honest_ = true;
};
