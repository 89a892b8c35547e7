// SPDX-License-Identifier: GPL-2.0
// BC_TRANSACTION and BC_REPLY.
#include <modules/binder/process.hpp>

namespace binder {

namespace {

/// A thread of `target` that waits, in the end, for what is called now: it serves the call itself.
std::optional<RefPtr<Thread>> nested_thread(std::optional<RefPtr<Transaction>> call,
                                            const Process &target) MAY_SLEEP
{
    std::optional<RefPtr<Thread>> found;
    while (call) {
        if ((*call)->from().thread && (*(*call)->from().thread)->process().is(target))
            found = (*call)->from().thread;
        call = std::optional<RefPtr<Transaction>>((*call)->from().parent);
    }
    return found;
}

/// A receiver that went while it was sent to. Unlike other errors it is not said in detail, as in C.
constexpr Error gone = -ESTALE;

/// A receiver that is frozen.
constexpr Error frozen = -EBUSY;

u32 failure_of(Error error)
{
    if (error == frozen)
        return BR_FROZEN_REPLY;
    return error == -ESRCH || error == gone ? BR_DEAD_REPLY : BR_FAILED_REPLY;
}

ExtendedError failed(u32 id, Error error)
{
    return {.id = id,
            .command = failure_of(error),
            .param = error == gone || error == frozen ? 0 : error.to_errno()};
}

u32 new_id()
{
    return static_cast<u32>(next_id() & 0xffffffff);
}

/// What `sender` calls by `handle`. A dead manager is a dead object, not a bad handle.
Result<Target> target_of(const Process &sender, u32 handle) MAY_SLEEP
{
    if (handle != 0)
        return Target::of(TRY(sender.references().node(handle, Strength::strong)));
    auto manager = sender.context().manager();
    if (!manager)
        return -ESRCH;
    if ((*manager)->owner().is(sender))
        return -EINVAL;
    return Target::of(manager.take());
}

Result<> deliver(const Node &node, RefPtr<Transaction> call, std::optional<RefPtr<Thread>> thread)
    MAY_SLEEP
{
    if (thread)
        return (*thread)->push(std::move(call));
    if (!call->is_one_way())
        return node.owner().push(std::move(call));
    auto now = TRY(node.take_turn(std::move(call), node.owner().freezer().is_frozen()));
    if (!now)
        return {};
    return node.owner().push(std::move(*now));
}

u32 complete_code(const Buffer &buffer, Freezer::Admission admission)
{
    if (admission == Freezer::Admission::waits)
        return br_transaction_pending_frozen;
    return buffer.is_spam() ? BR_ONEWAY_SPAM_SUSPECT : BR_TRANSACTION_COMPLETE;
}

} // namespace

Result<> Transaction::send_to(const Thread &sender, u32 id, Target target, const SentData &data)
    MAY_SLEEP
{
    const auto node = target.node().self();
    const bool is_one_way = (data.flags & TF_ONE_WAY) != 0;
    auto top = sender.begin_transaction(id);
    if (!is_one_way && top && (*top)->is_from(sender))
        return -EPROTO;
    auto thread = is_one_way ? std::nullopt : nested_thread(top, node->owner());
    const Cred &cred = sender.process().cred();
    if (!security_binder_transaction(cred, node->owner().cred()))
        return -EPERM; // whatever the module says
    Buffer::Terms terms{.accepts_files = node->accepts_files(), .context = {}};
    if (node->wants_context())
        terms.context = TRY(SecurityContext::of(cred));
    auto buffer = TRY(Buffer::copy(sender, node->owner().self(), data, terms));
    buffer.set_target(std::move(target));
    From from{.thread = {}, .parent = {}, .euid = Kuid::current_euid()};
    if (!is_one_way) {
        from.thread = sender.self();
        from.parent = std::move(top);
    }
    auto complete = TRY(sender.make_complete());
    const auto admission = buffer.enter_call(is_one_way);
    if (admission == Freezer::Admission::refused)
        return frozen;
    complete->set(complete_code(buffer, admission));
    auto call = TRY(make_ref<Transaction>(GFP_KERNEL, std::move(from), sender.process().number(),
                                          std::optional(node), data, std::move(buffer)));
    if (!is_one_way)
        TRY(sender.push_call(call));
    TRY(sender.push(complete, !is_one_way));
    if (deliver(*node, call, std::move(thread)))
        return {};
    sender.take_back(*complete);
    sender.pop_call(*call);
    return gone;
}

u32 Transaction::send(const Thread &sender, const SentData &data) MAY_SLEEP
{
    const u32 id = new_id();
    ExtendedError error{};
    auto target = target_of(sender.process(), data.handle());
    if (target) {
        const auto sent = send_to(sender, id, target.take(), data);
        if (sent)
            return BR_OK;
        error = failed(id, sent.error());
    } else {
        error = failed(id, target.error());
        error.param = (-EINVAL).to_errno(); // whatever is wrong with the handle, as in C
    }
    sender.note_error(error);
    return error.command;
}

u32 Transaction::reply(const Thread &sender, const SentData &data) MAY_SLEEP
{
    const u32 id = new_id();
    auto call = sender.begin_transaction(id);
    if (!call || (*call)->is_from(sender)) {
        sender.note_error(failed(id, -EPROTO));
        return BR_FAILED_REPLY;
    }
    sender.pop_call(**call);
    set_current_nice((*call)->saved_nice());
    const auto answered = answer(sender, **call, data);
    if (answered)
        return BR_OK;
    const auto error = failed(id, answered.error());
    if (const auto thread = (*call)->from().thread)
        (*thread)->note_reply_error(error);
    fail_call(std::move(*call), error.command);
    return BR_TRANSACTION_COMPLETE;
}

Result<> Transaction::answer(const Thread &sender, const Transaction &call, const SentData &data)
    MAY_SLEEP
{
    const auto thread = call.from().thread;
    if (!thread)
        return gone;
    auto buffer = TRY(Buffer::copy(sender, (*thread)->process().self(), data,
                                   {.accepts_files = call.accepts_files(), .context = {}}));
    From from{.thread = {}, .parent = {}, .euid = Kuid::current_euid()};
    buffer.enter_reply();
    auto complete = TRY(sender.make_complete());
    auto reply = TRY(make_ref<Transaction>(GFP_KERNEL, std::move(from), sender.process().number(),
                                           std::optional<RefPtr<Node>>(), data, std::move(buffer)));
    if (!(*thread)->pop_call(call))
        return gone;
    TRY(sender.push(std::move(complete)));
    if (!(*thread)->push(std::move(reply)))
        return gone;
    return {};
}

} // namespace binder
