// SPDX-License-Identifier: GPL-2.0
// Locks are taken in the order that the module declares, and none twice.
#include <scripts/plugin/lock_names.hpp>
#include <scripts/plugin/lock_relation.hpp>
#include <scripts/plugin/lock_walk.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "lock-order";
constexpr auto deadlock =
    "two tasks that take them in different orders wait for each other for ever";

std::string quoted(const LockNames &names)
{
    std::string list;
    for (const auto &one : names)
        list += (list.empty() ? "\"" : ", \"") + one + "\"";
    return list;
}

class LockOrder : public Rule {
    void declaration(const clang::Decl &declaration, Context &context) override
    {
        if (const auto *alias = llvm::dyn_cast<clang::TypedefNameDecl>(&declaration))
            see_order(*alias, context);
        const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
        if (function && function->doesThisDeclarationHaveABody() &&
            !function->isDependentContext() && context.is_strict(function->getLocation()))
            functions_.push_back(function);
    }

    void finish(Context &context) override
    {
        LockTakes takes(context.places());
        for (const auto *function : functions_) {
            LockWalk(takes, [&](const std::string &taken, clang::SourceLocation where,
                                llvm::ArrayRef<LockWalk::Held> held) {
                for (const auto &one : held)
                    check(one, taken, where, context);
            }).walk(*function);
            check_said(*function, takes, context);
        }
    }

    void see_order(const clang::TypedefNameDecl &alias, Context &context)
    {
        const auto *record = alias.getUnderlyingType()->getAsCXXRecordDecl();
        const auto *order = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
        if (!order || !order->getIdentifier() || order->getName() != "LockOrder")
            return;
        const auto names = names_in(*order);
        relation_.add(names);
        for (const auto &one : names)
            if (relation_.is_before(one, one)) {
                context.report(alias.getLocation(),
                               {name, "this order and others put lock '" + one + "' before itself",
                                "no task could keep to all of them", "orders that agree"});
                return;
            }
    }

    void check(const LockWalk::Held &held, const std::string &taken, clang::SourceLocation where,
               Context &context)
    {
        const auto since = "'" + held.name + "' is held (since line " +
                           std::to_string(context.places().shown(held.since).getLine()) + ")";
        if (held.name == taken)
            context.report(where,
                           {name, "lock " + since + " and taken once more",
                            "a task that waits for its own lock waits for ever, and lockdep knows "
                            "locks of one name as one",
                            "one guard for both uses, or another name for the other lock"});
        else if (relation_.is_before(taken, held.name))
            context.report(
                where,
                {name,
                 "lock '" + taken + "' is taken while " + since + ", which is to be taken after it",
                 deadlock, "the guard of '" + taken + "' before that of '" + held.name + "'"});
        else if (relation_.knows(taken) && relation_.knows(held.name) &&
                 !relation_.is_before(held.name, taken))
            context.report(where, {name,
                                   "lock '" + taken + "' is taken while " + since +
                                       ", and no order says which comes first",
                                   deadlock,
                                   "using LockOrder = kernel::LockOrder<\"" + held.name + "\", \"" +
                                       taken + "\">"});
    }

    /// Other files, and callers of a base class, know of a function what its declaration says.
    void check_said(const clang::FunctionDecl &function, LockTakes &takes, Context &context)
    {
        const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
        const bool overrides = method && method->isVirtual();
        const auto &places = context.places();
        const bool for_others =
            !function.isInlined() && !function.isTemplateInstantiation() &&
            function.isExternallyVisible() &&
            llvm::StringRef(places.shown(function.getFirstDecl()->getLocation()).getFilename()) !=
                places.shown(function.getLocation()).getFilename();
        if (!overrides && !for_others)
            return;
        LockNames taken;
        for (const auto &one : takes.in_body(function))
            if (relation_.knows(one))
                taken.insert(one);
        require(function, function, taken, context);
        if (method)
            for (const auto *overridden : method->overridden_methods())
                require(function, *overridden, taken, context);
    }

    static void require(const clang::FunctionDecl &function, const clang::FunctionDecl &says,
                        LockNames taken, Context &context)
    {
        for (const auto &one : locks_said(says))
            taken.erase(one);
        if (taken.empty())
            return;
        const bool is_own = &function == &says;
        context.report(
            function.getLocation(),
            {name,
             "'" + function.getNameAsString() + "' takes " + quoted(taken) +
                 (is_own ? " and does not say so" : ", but what it overrides does not say so"),
             "its callers elsewhere are not checked for the order of their locks",
             "LOCKS(" + quoted(taken) + ") behind the parameters" +
                 (is_own ? " in its declaration" : " of the function of the base class")});
    }

    LockRelation relation_;
    std::vector<const clang::FunctionDecl *> functions_;
};

const Rules::Add<LockOrder> rule(name.data(), "locks are taken in the declared order");

} // namespace

} // namespace kcxx
