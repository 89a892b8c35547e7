// SPDX-License-Identifier: GPL-2.0
// Which memory fails on demand, where that is not all.
#pragma once

#include <tests/user/fault.h>
#include <tests/user/need.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace faults {

/// What a file of the kernel says, while this lives.
class Setting {
public:
    Setting(std::string path, const std::string &value, std::string after)
        : path_(std::move(path)), after_(std::move(after))
    {
        need(write_text(path_.c_str(), value.c_str()) == 0, path_);
    }
    ~Setting() { EXPECT(write_text(path_.c_str(), after_.c_str()), 0, 0); }
    Setting(const Setting &) = delete;
    Setting &operator=(const Setting &) = delete;

private:
    std::string path_, after_;
};

/// Memory of kmalloc() for sizes up to some: those of the caches of these names. No pages, of which nobody knows
/// when a cache takes some: so the same points come in the same order each time.
class ChosenSizes {
public:
    explicit ChosenSizes(const std::function<bool(const std::string &)> &is_chosen)
        : no_pages_("/sys/kernel/debug/fail_page_alloc/min-order", "20", "1"),
          chosen_alone_("/sys/kernel/debug/failslab/cache-filter", "Y", "N")
    {
        for (const auto &cache : std::filesystem::directory_iterator("/sys/kernel/slab")) {
            const auto name = cache.path().filename().string();
            if (name.starts_with("kmalloc-") && !name.starts_with("kmalloc-rcl-") &&
                is_chosen(name))
                caches_.push_back(
                    std::make_unique<Setting>(cache.path().string() + "/failslab", "1", "0"));
        }
        need(!caches_.empty(), "caches of kmalloc()");
    }

private:
    Setting no_pages_, chosen_alone_;
    std::vector<std::unique_ptr<Setting>> caches_;
};

/// All, and each page as well.
struct EachPage {
    Setting single{"/sys/kernel/debug/fail_page_alloc/min-order", "0", "1"};
    Setting of_users{"/sys/kernel/debug/fail_page_alloc/ignore-gfp-highmem", "N", "Y"};
};

} // namespace faults
