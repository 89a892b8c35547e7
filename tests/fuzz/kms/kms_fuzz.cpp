// SPDX-License-Identifier: GPL-2.0
// Plays seeds with the driver of a display device: what many threads ask of it, which mostly makes sense. Ends with
// the first seed that finds something.
//
//     kms_fuzz SLOT MILLISECONDS UPTIME FIRST [SEED...]
//
// SLOT is the device's, of the PCI bus; for the others see play_seeds().
#include <tests/fuzz/kms/screen_target.hpp>

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    setlinebuf(stdout);
    screen_device.slot = argv[1];
    return play_seeds(ScreenTarget(), std::span(argv, static_cast<size_t>(argc)).subspan(2)) ? 0
                                                                                             : 1;
}
