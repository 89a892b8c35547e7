// SPDX-License-Identifier: GPL-2.0
#pragma once

#include "group.hpp"

/// What is tested, and with what.
struct Setup {
    std::string model;
    std::vector<std::byte> firmware;
    std::string folder; // of programs for the GPU
};

void test_boot(Setup &setup);
void test_opcodes(Setup &setup);
void test_syncs(Setup &setup);
void test_draw(Setup &setup);
void test_faults(Setup &setup);
void test_compute(Setup &setup);
void test_requests(Setup &setup);
void test_scheduling(Setup &setup);
