// SPDX-License-Identifier: GPL-2.0
// What has to happen exactly once does: objects of linear classes are consumed on each path, and
// not twice. Where this cannot see, Duty (bindings/linear.hpp) traps.
#include <scripts/plugin/linear_flow.hpp>
#include <scripts/plugin/linear_texts.hpp>
#include <scripts/plugin/rule.hpp>
#include <scripts/plugin/types.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "linear";

class Linear : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (!context.is_strict(declaration.getLocation()))
            return;
        if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
            check_function(*function, context);
        else if (const auto *record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration))
            check_class(*record, context);
        else if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
            check_variable(*variable, context);
    }

    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *lambda = llvm::dyn_cast<clang::LambdaExpr>(&statement);
        if (!lambda)
            return;
        for (const auto &capture : lambda->captures()) {
            const auto *captured = capture.capturesVariable() ? capture.getCapturedVar() : nullptr;
            if (captured && capture.getCaptureKind() == clang::LCK_ByCopy &&
                (is_linear(captured->getType()) || is_maybe_linear(captured->getType())))
                context.report(
                    capture.getLocation(),
                    linear_finding(captured->getType(),
                                   "'" + captured->getNameAsString() + "' is captured by a lambda",
                                   "an object with a method that has &&, or with a "
                                   "std::optional of it behind a lock: a lambda may be called "
                                   "twice, or never"));
        }
    }

    static void check_function(const clang::FunctionDecl &function, Context &context)
    {
        if (!function.isThisDeclarationADefinition() || !function.hasBody() ||
            function.isDependentContext() || function.isDefaulted())
            return;
        const LinearUses uses(function, context);
        if (uses.follows_any())
            LinearFlow(function, uses, context).check();
    }

    static void check_class(const clang::CXXRecordDecl &record, Context &context)
    {
        // A lambda's captures are looked at where they are written.
        if (!record.isThisDeclarationADefinition() || record.isLambda() ||
            record.isDependentContext())
            return;
        const bool is_one = is_linear(record.getASTContext().getCanonicalTagType(&record));
        bool has_part = false;
        for (const auto &base : record.bases())
            has_part |= check_part(base.getType(), base.getBeginLoc(), "a base", is_one, context);
        for (const auto *field : record.fields())
            has_part |= check_part(field->getType(), field->getLocation(),
                                   "member '" + field->getNameAsString() + "'", is_one, context);
        if (is_one && !has_part)
            context.report(record.getLocation(),
                           {name, "a linear class with nothing in it that is linear",
                            "where the compiler cannot follow an object, nobody would notice that "
                            "it is dropped",
                            "a member: Duty<\"what was not done\"> duty_;"});
    }

    /// Return: whether it is linear.
    static bool check_part(clang::QualType type, clang::SourceLocation location,
                           const std::string &what, bool whole_is_linear, Context &context)
    {
        if (!is_linear(clang::QualType(type->getBaseElementTypeUnsafe(), 0)))
            return false;
        if (!whole_is_linear)
            context.report(location,
                           linear_finding(type, what + " is linear, and its class is not",
                                          "KCXX_LINEAR at the class as well, or std::optional "
                                          "where there may be one and a BUG is enough of a check"));
        return true;
    }

    static void check_variable(const clang::VarDecl &variable, Context &context)
    {
        const auto type = clang::QualType(variable.getType()->getBaseElementTypeUnsafe(), 0);
        if (!is_linear(type) || (variable.hasLocalStorage() && !variable.getType()->isArrayType()))
            return;
        context.report(variable.getLocation(),
                       linear_finding(type,
                                      "'" + variable.getNameAsString() +
                                          (variable.hasLocalStorage()
                                               ? "' is an array, whose elements are not followed"
                                               : "' is never consumed: it lives as long as the "
                                                 "module"),
                                      "a local variable for each, or a std::optional behind a "
                                      "lock"));
    }
};

const Rules::Add<Linear> rule(name.data(), "what has to happen once happens once");

} // namespace

} // namespace kcxx
