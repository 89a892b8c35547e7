// SPDX-License-Identifier: GPL-2.0
// No cast tells the compiler what it cannot know.
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "cast";

class Casts : public Rule {
    void statement(const clang::Stmt &statement, Context &context) override
    {
        const auto *cast = llvm::dyn_cast<clang::ExplicitCastExpr>(&statement);
        if (!cast || cast->getType()->isDependentType())
            return;
        if (llvm::isa<clang::CXXReinterpretCastExpr>(cast))
            need(*cast, "reinterpret_cast", "the object may have another type, or none",
                 "std::bit_cast of the value, or a binding that knows the type", context);
        else if (llvm::isa<clang::CXXConstCastExpr>(cast))
            need(*cast, "const_cast", "shared objects are const so that nothing in them can race",
                 "Locked or Atomic for what changes", context);
        else if (is_written_in_c_style(*cast) && !cast->getType()->isVoidType())
            need(*cast, "C-style cast",
                 "it is whichever cast compiles, reinterpret_cast among them", "static_cast",
                 context);
        else if (cast->getCastKind() == clang::CK_BaseToDerived)
            need(*cast, "cast to a derived class", "the object may be of another class",
                 "a virtual function, or std::variant", context);
        else if (cast->getType()->isPointerType() &&
                 cast->getSubExpr()->getType()->isVoidPointerType())
            need(*cast, "cast from void *", "the object may have another type, or none",
                 "a binding that knows the type", context);
    }

    // Clang makes one of its own where a template argument of an enumeration is used.
    static bool is_written_in_c_style(const clang::ExplicitCastExpr &cast)
    {
        const auto *in_c_style = llvm::dyn_cast<clang::CStyleCastExpr>(&cast);
        return in_c_style && in_c_style->getLParenLoc() != in_c_style->getRParenLoc();
    }

    static void need(const clang::ExplicitCastExpr &cast, const char *what, const char *why,
                     const char *instead, Context &context)
    {
        context.need_unsafe(cast.getBeginLoc(), what, {name, std::string(what), why, instead});
    }
};

const Rules::Add<Casts> rule(name.data(), "no cast that the compiler cannot check");

} // namespace

} // namespace kcxx
