// SPDX-License-Identifier: GPL-2.0
// An unsafe block that covers nothing hides the next thing that somebody puts into it.
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "unused-unsafe";

class UnusedUnsafe : public Rule {
    void finish(Context &context) override
    {
        for (const auto &[location, block] : context.audit().blocks())
            if (block.is_compiled && block.operations.empty())
                context.report(location,
                               {name, "nothing in this unsafe block needs it",
                                "it would hide what needs it later", "the code without unsafe"});
    }
};

const Rules::Add<UnusedUnsafe> rule(name.data(), "unsafe blocks cover something");

} // namespace

} // namespace kcxx
