// SPDX-License-Identifier: GPL-2.0
// gpu_model_test MODEL FIRMWARE: plays QEMU and a driver against the model of the GPU. Prints TAP.
#include "tests.hpp"

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::println(stderr, "usage: gpu_model_test MODEL FIRMWARE");
        return 2;
    }
    Setup setup{.model = argv[1], .firmware = read_file(argv[2])};
    for (const auto test : {test_boot, test_opcodes, test_syncs})
        test(setup);
    return Report::status();
}
