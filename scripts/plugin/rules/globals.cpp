// SPDX-License-Identifier: GPL-2.0
// A variable of the whole module is seen by every processor at once.
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "mutable-global";

class Globals : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
        if (!variable || !variable->hasGlobalStorage() || variable->getType().isConstQualified() ||
            variable->isConstexpr() || variable->getType()->isDependentType() ||
            is_sync(variable->getType()))
            return;
        context.report(variable->getLocation(),
                       {name, "mutable global '" + variable->getNameAsString() + "'",
                        "any two processors may use it at the same time",
                        "Atomic, or a Locked member of the module's object"});
    }
};

const Rules::Add<Globals> rule(name.data(),
                               "no mutable globals but those that take care of themselves");

} // namespace

} // namespace kcxx
