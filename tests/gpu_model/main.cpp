// SPDX-License-Identifier: GPL-2.0
// gpu_model_test MODEL FIRMWARE FOLDER: plays QEMU and a driver against the model of the GPU. Prints TAP.
#include "tests.hpp"

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::println(stderr, "usage: gpu_model_test MODEL FIRMWARE FOLDER");
        return 2;
    }
    Setup setup{.model = argv[1], .firmware = read_file(argv[2]), .folder = argv[3]};
    for (const auto test : {test_boot, test_opcodes, test_syncs, test_draw, test_faults,
                            test_compute, test_requests, test_scheduling})
        test(setup);
    return Report::status();
}
