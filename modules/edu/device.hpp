// SPDX-License-Identifier: GPL-2.0
// What the device can do. Whoever has it may keep it longer than the device is there.
#pragma once

#include <bindings/dma_bytes.hpp>
#include <bindings/timer.hpp>
#include <modules/edu/interrupts.hpp>

namespace edu {

class Device : public RefCounted<Device> {
public:
    Device(Bar bar, RefPtr<Interrupts> interrupts, Devres<DmaMemory> memory, Bond bond)
        : bar_(std::move(bar)), interrupts_(std::move(interrupts)), watch_(interrupts_),
          memory_(std::move(memory)), bond_(std::move(bond))
    {}
    ~Device() MAY_SLEEP {}

    /// Context: Any context.
    /// Return: its revision, or -ENODEV once it is unbound.
    Result<u32> revision() const;
    /// Context: Any context.
    /// Return: nothing; -ENXIO: it does not answer, -ENODEV.
    Result<> ping() const;

    /// One job at a time: others wait for it.
    ///
    /// Context: Process context. May sleep.
    /// Return: `number` factorial; -ERANGE (it has no room), -ENODEV, -ETIMEDOUT: the device does not
    /// answer, and nobody asks it any more, -EIO: it was so before.
    Result<u32> factorial(u32 number) const MAY_SLEEP;
    /// Return: nothing, when it has interrupted for these causes; -EINVAL (none, or not below 0x100), and as
    /// above.
    Result<> raise(u32 causes) const MAY_SLEEP;
    /// To and from its buffer, by DMA.
    ///
    /// Return: nothing, or the bytes; -EINVAL (not within the buffer, or none), -ENOMEM, and as above.
    Result<> write(size_t offset, Vec<char> bytes) const MAY_SLEEP;
    Result<Vec<char>> read(size_t offset, size_t size) const MAY_SLEEP;

private:
    /// Of which there is one set of registers.
    struct Job {
        bool is_stuck = false;
    };

    struct Transfer {
        u64 source;
        u64 destination;
        size_t bytes;
        u64 direction;
    };
    Result<> transfer(const Transfer &what) const MAY_SLEEP;
    Result<> lend_and_write(const Bond::Guard &bound, size_t offset, Vec<char> bytes) const
        MAY_SLEEP;
    Result<Vec<char>> lend_and_read(const Bond::Guard &bound, size_t offset, Vec<char> bytes) const
        MAY_SLEEP;
    Result<> copy_and_write(size_t offset, std::span<const char> bytes) const MAY_SLEEP;
    Result<> read_and_copy(size_t offset, std::span<char> bytes) const MAY_SLEEP;
    template <class F> auto in_turn(F &&job) const MAY_SLEEP;
    Result<> answer(u32 causes) const MAY_SLEEP;

    Bar bar_;
    RefPtr<Interrupts> interrupts_;
    Timer<&Interrupts::look> watch_; // set while a job waits
    Devres<DmaMemory> memory_;       // as large as the buffer, and within reach
    Bond bond_;
    Locked<Job, Mutex<"edu.job">> job_;
};

} // namespace edu
