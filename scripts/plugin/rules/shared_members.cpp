// SPDX-License-Identifier: GPL-2.0
// A shared object is const so that nothing in it races; a member that changes all the same does.
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "mutable-member";

class SharedMembers : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *field = llvm::dyn_cast<clang::FieldDecl>(&declaration);
        if (field && field->isMutable() && !is_sync(field->getType()))
            context.report(field->getLocation(),
                           {name, "mutable member '" + field->getNameAsString() + "'",
                            "shared objects are const so that nothing in them can race",
                            "Atomic or Locked, which change in a const object"});
    }
};

const Rules::Add<SharedMembers> rule(name.data(), "no mutable members");

} // namespace

} // namespace kcxx
