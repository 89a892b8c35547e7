// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: does not live long enough
// why: C releases the firmware, and reads its bytes.
// rust: refused: E0505, moved while it is borrowed
#include <bindings/firmware.hpp>

using namespace kernel;

Result<u8> first(pci::Device &device) MAY_SLEEP
{
    std::span<const u8> bytes;
#ifdef CONTROL
    const auto file = TRY(Firmware::request("test.bin", device));
    bytes = file.bytes();
#else
    {
        const auto file = TRY(Firmware::request("test.bin", device));
        bytes = file.bytes();
    }
#endif
    return bytes[0];
}
