// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/audit.hpp>
#include <scripts/plugin/statements.hpp>

namespace kcxx {

namespace {

/// The literal that a SafetyReason is made of: it is where a person wrote the block, which is a macro.
const clang::StringLiteral *reason_of(const clang::VarDecl &scope)
{
    const clang::StringLiteral *reason = nullptr;
    for_each_in(scope.getInit(), [&](const clang::Stmt &part) {
        if (const auto *literal = llvm::dyn_cast<clang::StringLiteral>(&part))
            reason = literal;
    });
    return reason;
}

} // namespace

Audit::Block &Audit::block(const clang::VarDecl &scope, const clang::FunctionDecl &function,
                           bool in_pattern)
{
    const auto *reason = reason_of(scope);
    const auto location = reason ? reason->getBeginLoc() : scope.getLocation();
    auto &block = blocks_[location];
    block.location = location;
    block.is_compiled |= !in_pattern;
    if (reason)
        block.reason = reason->getString().str();
    // A template is called by its own name, not by that of one of its instances.
    if (in_pattern || block.function.empty())
        block.function = function.getQualifiedNameAsString();
    return block;
}

bool Audit::write(const std::string &file, const Places &places) const
{
    llvm::json::Array array;
    for (const auto &[location, block] : blocks_) {
        const auto shown = places.shown(location);
        llvm::json::Array operations;
        for (const auto &[rule, operation] : block.operations)
            operations.push_back(llvm::json::Object{{"rule", rule}, {"what", operation}});
        array.push_back(llvm::json::Object{
            {"file", places.relative(shown.getFilename())},
            {"line", shown.getLine()},
            {"function", block.function},
            {"reason", block.reason},
            {"operations", std::move(operations)},
            {"compiled", block.is_compiled},
        });
    }
    std::error_code error;
    llvm::raw_fd_ostream out(file, error);
    if (error)
        return false;
    out << llvm::formatv("{0:2}", llvm::json::Value(std::move(array))) << "\n";
    out.close();
    return !out.has_error();
}

} // namespace kcxx
