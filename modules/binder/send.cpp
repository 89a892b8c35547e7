// SPDX-License-Identifier: GPL-2.0
// BC_TRANSACTION and BC_REPLY.
#include <modules/binder/processes.hpp>

namespace binder {

namespace {

/// A thread of `target` that waits, in the end, for what is called now: it serves the call itself.
std::optional<RefPtr<Thread>> nested_thread(std::optional<RefPtr<Transaction>> call,
                                            const Process &target) MAY_SLEEP
{
    while (call) {
        auto thread = (*call)->from().thread;
        if (thread && (*thread)->process().is(target) && !(*thread)->is_dead())
            return thread;
        call = std::optional<RefPtr<Transaction>>((*call)->from().parent);
    }
    return std::nullopt;
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

/// What `sender` calls by `handle`. A dead manager is a dead object, not a bad handle. As in C, a process
/// does not call itself by 0, whatever file it does so with.
Result<Target> target_of(const Process &sender, u32 handle) MAY_SLEEP
{
    if (handle != 0)
        return Target::of(TRY(sender.references().node(handle, Strength::strong)));
    auto manager = sender.context().manager();
    if (!manager)
        return -ESRCH;
    if ((*manager)->owner().pid().is(sender.pid()))
        return -EINVAL;
    return Target::of(manager.take());
}

Result<> deliver(const Node &node, RefPtr<Transaction> call, std::optional<RefPtr<Thread>> thread)
    MAY_SLEEP
{
    if (thread)
        return (*thread)->push(std::move(call), Wake::sync);
    if (!call->is_one_way())
        return node.owner().push(std::move(call), Wake::sync);
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

Result<> Transaction::send_to(const Thread &sender, Target target, const SentData &data,
                              LogEntry &entry) MAY_SLEEP
{
    const bool is_one_way = (data.flags & TF_ONE_WAY) != 0;
    auto receiver = target.node().owner().self();
    entry.node = target.node().id();
    entry.to = receiver->number();
    auto top = TRY(sender.begin_transaction(entry.id, is_one_way));
    auto thread = is_one_way || !top ? std::nullopt : nested_thread(top, *receiver);
    entry.to_thread = thread ? (*thread)->pid() : 0;
    const Cred &cred = sender.process().cred();
    if (!security_binder_transaction(cred, receiver->cred()))
        return -EPERM; // whatever the module says
    Buffer::Terms terms{
        .accepts_files = target.node().accepts_files(), .context = {}, .target = {}};
    if (target.node().wants_context())
        terms.context = TRY(SecurityContext::of(cred));
    terms.target = std::move(target);
    if (is_one_way)
        top.reset();
    const To to{.process = entry.to, .pid = entry.to_thread};
    auto made = TRY(make_box<Transaction>(GFP_KERNEL, sender, entry.id, std::move(top), !is_one_way,
                                          to, data, std::move(receiver)));
    made->trace(entry.node);
    TRY(made->buffer().fill(sender, entry.id, data, std::move(terms)));
    const auto admission = made->buffer().enter_call(is_one_way);
    if (admission == Freezer::Admission::refused)
        return frozen;
    const u32 code = complete_code(made->buffer(), admission);
    const auto call = share(std::move(made));
    auto completed =
        TRY(is_one_way ? sender.push_complete(code, Wake::now) : sender.push_own_call(call, code));
    if (deliver(**call->node(), call, std::move(thread)))
        return {};
    sender.take_back(std::move(completed));
    sender.pop_call(*call);
    return gone;
}

// Of a thread, and of what it sends.
LogEntry Transaction::entry_of(const Thread &sender, LogEntry::Kind kind, const SentData &data)
{
    return {.id = new_id(),
            .kind = kind,
            .from = sender.process().number(),
            .from_thread = sender.pid(),
            .handle = data.handle(),
            .data_size = data.data_size,
            .offsets_size = data.offsets_size,
            .context = sender.process().context().short_name()};
}

void Transaction::log(const Thread &sender, LogEntry &entry, const ExtendedError &error)
{
    const Processes &all = sender.process().context().processes();
    entry.error = error.command == BR_OK ? 0 : error.command;
    entry.error_param = error.param;
    all.log().add(entry);
    if (error.command != BR_OK)
        all.failed_log().add(entry);
}

void Transaction::send(const Thread &sender, const SentData &data) MAY_SLEEP
{
    const bool is_one_way = (data.flags & TF_ONE_WAY) != 0;
    auto entry =
        entry_of(sender, is_one_way ? LogEntry::Kind::one_way : LogEntry::Kind::call, data);
    ExtendedError error{.id = entry.id, .command = BR_OK, .param = 0};
    auto target = target_of(sender.process(), data.handle());
    if (target) {
        const auto sent = send_to(sender, target.take(), data, entry);
        if (!sent)
            error = failed(entry.id, sent.error());
    } else {
        error = failed(entry.id, target.error());
        error.param = (-EINVAL).to_errno(); // whatever is wrong with the handle, as in C
    }
    log(sender, entry, error);
    if (error.command == BR_OK)
        return;
    sender.note_error(error);
    sender.fail(error.command);
}

void Transaction::reply(const Thread &sender, const SentData &data) MAY_SLEEP
{
    auto entry = entry_of(sender, LogEntry::Kind::reply, data);
    auto call = sender.begin_reply(entry.id);
    if (!call) {
        const auto error = failed(entry.id, -EPROTO);
        log(sender, entry, error);
        sender.note_error(error);
        return sender.fail(error.command);
    }
    set_current_nice((*call)->saved_nice());
    const auto answered = answer(sender, **call, data, entry);
    if (answered)
        return log(sender, entry, {.id = entry.id, .command = BR_OK, .param = 0});
    const auto error = failed(entry.id, answered.error());
    log(sender, entry, error);
    // It is the caller who hears of it, who may be this thread.
    sender.fail(BR_TRANSACTION_COMPLETE);
    fail_reply(std::move(*call), error);
}

void Transaction::fail_reply(RefPtr<Transaction> call, const ExtendedError &error) MAY_SLEEP
{
    if (const auto thread = call->from().thread)
        (*thread)->note_reply_error(error);
    fail_call(std::move(call), error.command);
}

Result<> Transaction::answer(const Thread &sender, const Transaction &call, const SentData &data,
                             LogEntry &entry) MAY_SLEEP
{
    const auto thread = call.from().thread;
    if (!thread)
        return gone;
    entry.to = (*thread)->process().number();
    entry.to_thread = (*thread)->pid();
    const To to{.process = entry.to, .pid = entry.to_thread};
    auto reply = TRY(make_box<Transaction>(GFP_KERNEL, sender, entry.id,
                                           std::optional<RefPtr<Transaction>>(), false, to, data,
                                           (*thread)->process().self()));
    reply->trace(0);
    TRY(reply->buffer().fill(sender, entry.id, data,
                             {.accepts_files = call.accepts_files(), .context = {}, .target = {}}));
    reply->buffer().enter_reply();
    auto completed = TRY(sender.push_complete(BR_TRANSACTION_COMPLETE, Wake::now));
    if ((*thread)->answer_call(call, share(std::move(reply))))
        return {};
    sender.take_back(std::move(completed));
    return gone;
}

} // namespace binder
