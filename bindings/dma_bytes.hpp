// SPDX-License-Identifier: GPL-2.0
// <linux/dma-mapping.h>: memory that is lent to a device (dma_map_single).
#pragma once

#include <bindings/bond.hpp>
#include <bindings/vec.hpp>

namespace kernel {

/// Where bytes go: enum dma_data_direction.
enum class DmaDirection : int {
    bidirectional = raw::DMA_BIDIRECTIONAL,
    to_device = raw::DMA_TO_DEVICE,
    from_device = raw::DMA_FROM_DEVICE,
};

/// Bytes that are lent to a device (a streaming mapping, dma_map_single): while it has them nobody else
/// touches them. Who tells the device their address waits until it has finished, and takes them back:
///
///     const auto bound = TRY(bond_.enter());
///     auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::to_device));
///     start(lent.address());
///     TRY(wait_until_done());     // if that fails, the device keeps them
///     bytes = std::move(lent).take_back();
///
/// What is told to the device and not taken back is the device's for ever: it may never finish, and is not
/// to write to memory of somebody else. The device stays bound while it lives.
class [[nodiscard]] KCXX_CONSUMABLE(unconsumed) DmaBytes {
public:
    /// Lends all of `bytes`, one at least.
    ///
    /// Context: Any context.
    /// Return: the loan; -EINVAL (no bytes), -ENOMEM: the device does not reach them, or the IOMMU has no room.
    /// Ownership: of the bytes: the loan's. In case of an error they are freed.
    static Result<DmaBytes> lend(const Bond::Guard &bound, Vec<char> bytes, DmaDirection direction)
    {
        if (bytes.empty())
            return -EINVAL;
        raw::dma_addr_t address = 0;
        unsafe("the bytes came from kmalloc, and stay where they are until they are unmapped") {
            TRY(to_result(raw::dma_map_bytes(&bound.device(), bytes.span().data(), bytes.size(),
                                             static_cast<int>(direction), &address)));
        }
        return DmaBytes(bound.again(), std::move(bytes), direction, address);
    }

    DmaBytes(DmaBytes &&from) noexcept KCXX_RETURNS(unconsumed)
        : bound_(std::move(from.bound_)), bytes_(std::move(from.bytes_)),
          direction_(from.direction_), is_mapped_(std::exchange(from.is_mapped_, false)),
          is_told_(from.is_told_), address_(from.address_)
    {}
    DmaBytes &operator=(DmaBytes &&) = delete;
    /// Context: Any context.
    ~DmaBytes()
    {
        if (!is_told_)
            unmap();
        if (is_mapped_)
            unsafe("what a device may still write to is nobody's") {
                bytes_.leak();
            }
    }

    /// Where the device finds them. From now on it may have been told.
    ///
    /// Context: Any context.
    u64 address() KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        is_told_ = true;
        return address_;
    }

    /// The device has finished.
    ///
    /// Context: Any context.
    /// Return: the bytes, with what it has written.
    /// Ownership: of the bytes: the caller's again.
    Vec<char> take_back() && KCXX_SETS(consumed) KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        unmap();
        return std::move(bytes_);
    }

private:
    DmaBytes(Bond::Guard &&bound, Vec<char> &&bytes, DmaDirection direction, u64 address)
        KCXX_RETURNS(unconsumed)
        : bound_(std::move(bound)), bytes_(std::move(bytes)), direction_(direction),
          address_(address)
    {}

    void unmap()
    {
        if (!std::exchange(is_mapped_, false))
            return;
        unsafe("lend() has mapped it, for this device, which is still bound") {
            raw::dma_unmap_bytes(&bound_.device(), address_, bytes_.size(),
                                 static_cast<int>(direction_));
        }
    }

    Bond::Guard bound_;
    Vec<char> bytes_;
    DmaDirection direction_;
    bool is_mapped_ = true;
    bool is_told_ = false;
    raw::dma_addr_t address_;
};

} // namespace kernel
