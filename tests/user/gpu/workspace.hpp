// SPDX-License-Identifier: GPL-2.0
// An address space with memory in it that program and processor see.
#pragma once

#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/stream.hpp>

/// Memory that program and processor see.
class Workspace {
public:
    static constexpr std::uint64_t base = 0x10'0000, size = mib;

    explicit Workspace(const Gpu &gpu)
        : vm(gpu.vm()), handle(gpu.bo(size)), words(gpu, handle, size)
    {
        need(bind(gpu, vm, map_op(handle, base, size)) == 0, "to bind memory");
    }

    /// Puts a stream where it can be submitted, as the `place`th.
    std::uint64_t put(const Stream &stream, unsigned place = 0)
    {
        const std::size_t first = place * 512;
        for (std::size_t i = 0; i < stream.words.size(); i++)
            words[first + i] = stream.words[i];
        return base + first * 8;
    }
    /// And a descriptor.
    template <class T> std::uint64_t put(const T &what, std::size_t at)
    {
        std::memcpy(&words[at / 8], &what, sizeof(what));
        return base + at;
    }

    std::uint32_t vm, handle;
    Mapped words;
};
