// SPDX-License-Identifier: GPL-2.0
// gpu_model_test MODEL FIRMWARE FOLDER [SECONDS SEED]: plays QEMU and a driver against the model of the GPU, whose
// programs are in FOLDER; or, for so long, a guest that does what chance says. Prints TAP.
#include "fuzz.hpp"
#include "tests.hpp"

static void fuzz(const Setup &setup, int seconds, uint64_t seed)
{
    Fuzzer fuzzer(setup);
    const bool well = fuzzer.play(seed, std::chrono::seconds(seconds));
    Report::result(well, "the device survives a guest that does what chance says");
    std::println("# {} rounds from seed {:#x} on", fuzzer.rounds(), seed);
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 6) {
        std::println(stderr, "usage: gpu_model_test MODEL FIRMWARE FOLDER [SECONDS SEED]");
        return 2;
    }
    Setup setup{.model = argv[1], .firmware = read_file(argv[2]), .folder = argv[3]};
    if (argc == 6) {
        fuzz(setup, std::stoi(argv[4]), std::stoull(argv[5], nullptr, 0));
        return Report::status();
    }
    for (const auto test : {test_boot, test_opcodes, test_syncs, test_draw, test_faults,
                            test_compute, test_requests, test_scheduling})
        test(setup);
    return Report::status();
}
