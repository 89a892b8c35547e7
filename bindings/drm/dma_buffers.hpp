// SPDX-License-Identifier: GPL-2.0
// Buffers of a device that may be mapped for it: until it is unplugged, whoever has them still. The core lets them
// be mapped as long as they live, and by then the device may be bound to no driver any more.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <bindings/raw.hpp>
#include <bindings/result.hpp>

#include <utility>

namespace kernel::drm::detail {

/// That a device is not unplugged, while this lives: drm_dev_enter().
class Plugged {
public:
    /// Context: Process context.
    /// Return: -ENODEV, once it is.
    static Result<Plugged> enter(raw::drm_device &device)
    {
        int section = 0;
        unsafe("who asks has a reference to the device") {
            if (!raw::drm_dev_enter(&device, &section))
                return -ENODEV;
        }
        return Plugged(section);
    }

    Plugged(Plugged &&from) noexcept : section_(std::exchange(from.section_, -1)) {}
    Plugged &operator=(Plugged &&) = delete;
    ~Plugged()
    {
        unsafe("enter() has begun this section") {
            if (section_ >= 0)
                raw::drm_dev_exit(section_);
        }
    }

private:
    explicit Plugged(int section) : section_(section) {}

    int section_;
};

class DmaBuffers {
public:
    /// A part of a buffer: its place among the others.
    struct Entry {
        raw::drm_gem_shmem_object *shmem = nullptr;
        raw::dma_buf *source = nullptr; // of one that was imported, and is not any more
        DmaBuffers *all = nullptr;
        Entry *next = nullptr;
        Entry *previous = nullptr;
    };

    /// Context: Process context. May sleep.
    /// Ownership: of `entry`: the buffer's, which removes it before it goes.
    void add(Entry &entry, raw::drm_gem_shmem_object &shmem) MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        entry = {.shmem = &shmem, .all = this, .next = state->first};
        if (entry.next)
            entry.next->previous = &entry;
        state->first = &entry;
    }

    /// It is mapped no more.
    ///
    /// Context: Process context. May sleep.
    /// Ownership: of its source: the caller's, who puts it behind the buffer.
    void remove(Entry &entry) MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        unmap(entry);
        (entry.previous ? entry.previous->next : state->first) = entry.next;
        if (entry.next)
            entry.next->previous = entry.previous;
    }

    /// None is mapped any more. The device is unplugged, so none will be.
    ///
    /// Context: Process context. May sleep.
    void end() MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        for (Entry *entry = state->first; entry; entry = entry->next)
            unmap(*entry);
    }

private:
    struct State {
        Entry *first = nullptr;
    };

    static void unmap(Entry &entry) MAY_SLEEP
    {
        unsafe("a buffer that is still among them is still there, and its device is bound as long "
               "as it is "
               "mapped for it") {
            if (auto *source = raw::drm_gem_shmem_unmap_dma(entry.shmem))
                entry.source = source;
        }
    }

    Locked<State, Mutex<"drm.dma_buffers">> state_;
};

/// What the bindings have in a device's data.
struct DeviceData {
    DmaBuffers buffers;
    u64 page_address = 0; // of its DevicePage, if it has one
};

} // namespace kernel::drm::detail
