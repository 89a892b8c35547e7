// SPDX-License-Identifier: GPL-2.0
// The screen of a display device, as QEMU has it: its pictures go to files, whose names say what has to be in them.
#pragma once

#include <tests/user/expect.h>

#include <cstdlib>
#include <string>

struct Screen {
    std::string id, prefix;

    /// PREFIX_STEP_SIZE_LAYER_LAYER.png
    void keep(const std::string &step, unsigned width, unsigned height,
              const std::string &layers) const
    {
        const auto size = std::to_string(width) + "x" + std::to_string(height);
        const auto command = "ask-machine screendump format=png device=" + id +
                             " filename=" + prefix + "_" + step + "_" + size + "_" + layers +
                             ".png";
        EXPECT(std::system(command.c_str()), 0, 0);
    }
};
