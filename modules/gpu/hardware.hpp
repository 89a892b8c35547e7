// SPDX-License-Identifier: GPL-2.0
// The device as it is reached: by registers, its memory and doorbells. All of it is -ENODEV, or does nothing,
// once the device is unbound.
#pragma once

#include <bindings/completion.hpp>
#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <bindings/refcount.hpp>
#include <modules/gpu/regs.hpp>

#include <span>

namespace gpu {

/// What the device says of itself.
struct Features {
    u32 gpu_id;
    u32 gpu_rev;
    u32 slots;
    u32 queues;
    u32 cs_registers;
    u32 scoreboards;
    u32 as_present;
    u32 mmu_features;
    u32 shader_present;
    u32 tiler_present;
    u32 l2_present;
    u32 max_threads;
};

class Hardware : public RefCounted<Hardware> {
public:
    Hardware(Bar bar, BellBar bells) : bar_(std::move(bar)), bells_(std::move(bells)) {}

    /// Context: Process context.
    /// Return: what it says of itself; -ENODEV: it is none of these devices, or one that cannot be.
    Result<Features> identify() const;

    /// Gets it back to where it was when it was switched on: nothing runs, nothing is mapped.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ETIMEDOUT: it does not answer, -ENODEV.
    Result<> reset() const MAY_SLEEP;

    /// Has the microcontroller run from `entry` on.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENODEV.
    Result<> start_mcu(u32 entry) const;

    /// Whether it runs and has not trapped. If it has, the log says where.
    ///
    /// Context: Any context.
    /// Return: nothing; -EIO: it does not run, -ENODEV.
    Result<> check_mcu() const;

    /// Gives address space `as` another page table, 0: none, or says that this has changed. When it returns the
    /// device uses nothing that was there before.
    ///
    /// Context: Process context. May sleep.
    /// Return: as reset().
    Result<> set_address_space(u32 as, u64 root) const MAY_SLEEP;

    /// Reads or writes memory of the microcontroller, word by word, which must be within it: else a BUG.
    ///
    /// Context: Any context.
    /// Return: nothing; -ENODEV.
    Result<> read_memory(size_t offset, std::span<u32> to) const;
    Result<> write_memory(size_t offset, std::span<const u32> from) const;
    Result<u32> read_word(size_t offset) const;
    Result<> write_word(size_t offset, u32 word) const;

    /// Context: Any context.
    void ring(abi::Doorbell bell) const;

    /// An interrupt of the device: a request is done, or the microcontroller has trapped.
    IrqReturn handle_irq() const
    {
        has_changed_.complete();
        return IrqReturn::handled;
    }

private:
    /// One request at a time, each with a number that was not there before.
    struct Requests {
        u32 last = 0;
    };

    Result<> wait_for(size_t done, u32 number) const MAY_SLEEP;

    Bar bar_;
    BellBar bells_;
    Completion<"gpu.device"> has_changed_;
    Locked<Requests, Mutex<"gpu.requests">> requests_;
};

} // namespace gpu
