// SPDX-License-Identifier: GPL-2.0
// What a file of the kernel says, whole.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

/// Nothing if it cannot be read.
inline std::string text_of(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}
