// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <scripts/plugin/context.hpp>

namespace kcxx {

/// Reports the attributes of these kinds that are written on a declaration. `finding` says what is
/// wrong with them behind their name.
template <class... Kinds>
void report_attributes(const clang::Decl &declaration, Context &context, const Finding &finding)
{
    for (const auto *attribute : declaration.attrs()) {
        if (!llvm::isa<Kinds...>(attribute) || attribute->isInherited() || attribute->isImplicit())
            continue;
        Finding found = finding;
        found.wrong = "attribute '" + std::string(attribute->getSpelling()) + "' " + finding.wrong;
        context.report(attribute->getLocation(), found);
    }
}

} // namespace kcxx
