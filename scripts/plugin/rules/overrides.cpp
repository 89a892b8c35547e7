// SPDX-License-Identifier: GPL-2.0
// Whoever calls a virtual function knows the effects of the one in the base class alone.
#include <scripts/plugin/effects.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "wider-override";

class Overrides : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration);
        if (!method)
            return;
        for (const auto *overridden : method->overridden_methods()) {
            if (may_sleep(*method) && !may_sleep(*overridden))
                report(*method, "may sleep", "MAY_SLEEP", context);
            if (needs_unsafe(*method) && !needs_unsafe(*overridden))
                report(*method, "is unsafe", "KCXX_UNSAFE_FN", context);
        }
    }

    static void report(const clang::CXXMethodDecl &method, const std::string &effect,
                       const std::string &annotation, Context &context)
    {
        context.report(method.getLocation(),
                       {name,
                        "override '" + method.getNameAsString() + "' " + effect +
                            ", but what it overrides does not",
                        "callers through the base class are not checked for it",
                        annotation + " at the function of the base class as well"});
    }
};

const Rules::Add<Overrides> rule(name.data(), "no override with a wider effect");

} // namespace

} // namespace kcxx
