// SPDX-License-Identifier: GPL-2.0
// QEMU, as the model of the GPU knows it: the other end of a socket, a file of memory, doorbells and interrupts.
#pragma once

#include <modules/gpu/abi/registers.hpp>

#include <cerrno>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "words.hpp"
#include <sys/types.h>

class Machine {
public:
    static constexpr size_t ram_size = 64 << 20;

    /// Starts the model, which has counted so many flushes.
    explicit Machine(const std::string &model, uint32_t flush_id = 1);
    /// Leaves it alone: it has to end, and well.
    ~Machine();
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;

    std::span<std::byte> ram() const { return ram_; }
    std::span<std::byte> bar2() const { return bar2_; }

    template <class T> T &in_ram(uint64_t address) const
    {
        return *reinterpret_cast<T *>(ram_.subspan(address, sizeof(T)).data());
    }
    template <class T> T &in_bar2(uint64_t offset) const
    {
        return *reinterpret_cast<T *>(bar2_.subspan(offset, sizeof(T)).data());
    }
    uint32_t read(uint32_t offset) const { return load(in_bar2<uint32_t>(offset)); }
    void write(uint32_t offset, uint32_t value) const { store(in_bar2<uint32_t>(offset), value); }

    void ring(gpu::abi::Doorbell bell) const;
    /// Takes the interrupts that have come; false: there was none.
    bool take(gpu::abi::Irq irq) const;
    /// What it was told in which order, as text.
    const std::string &greeting() const { return greeting_; }
    bool lives() const;

private:
    void receive_greeting();
    /// A message of the protocol, and a descriptor or -1.
    std::pair<int64_t, int> receive() const;

    int socket_ = -1;
    int ram_file_ = -1;
    pid_t model_ = 0;
    std::span<std::byte> ram_;
    std::span<std::byte> bar2_;
    std::vector<int> doorbells_;
    std::vector<int> interrupts_;
    std::string greeting_;
};
