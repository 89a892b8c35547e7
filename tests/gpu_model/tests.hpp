// SPDX-License-Identifier: GPL-2.0
#pragma once

#include "group.hpp"

/// What is tested, and with what.
struct Setup {
    std::string model;
    std::vector<std::byte> firmware;
};

void test_boot(Setup &setup);
void test_opcodes(Setup &setup);
void test_syncs(Setup &setup);
