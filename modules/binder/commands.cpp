// SPDX-License-Identifier: GPL-2.0
// BINDER_WRITE_READ: what a thread asks for, and what it is told.
#include <modules/binder/device.hpp>

namespace binder {

namespace {

void send(const Thread &thread, bool is_reply, const SentData &data) MAY_SLEEP
{
    if (is_reply)
        Transaction::reply(thread, data);
    else
        Transaction::send(thread, data);
}

Strength strength_of(u32 command)
{
    const bool is_strong =
        command == BC_ACQUIRE || command == BC_RELEASE || command == BC_ACQUIRE_DONE;
    return is_strong ? Strength::strong : Strength::weak;
}

// A process that counts wrong is not told, as in C.
Result<> count_handle(const Process &process, u32 command, u32 handle) MAY_SLEEP
{
    const References &references = process.references();
    if (command == BC_RELEASE || command == BC_DECREFS) {
        ignore_result(references.drop(handle, strength_of(command)));
        return {};
    }
    if (handle == 0) {
        if (auto manager = process.context().manager()) {
            if ((*manager)->owner().is(process))
                return -EINVAL;
            if (references.take(*manager, strength_of(command), false))
                return {};
        }
    }
    ignore_result(references.take(handle, strength_of(command)));
    return {};
}

void confirm(const Process &process, u32 command, const PtrCookie &object) MAY_SLEEP
{
    const auto node = process.node(object.pointer);
    if (node && (*node)->cookie() == object.cookie)
        ignore_result((*node)->confirm(strength_of(command))); // it was not told: nobody cares in C
}

Result<> listen_for_death(const Thread &thread, u32 command, Commands &commands) MAY_SLEEP
{
    const References &references = thread.process().references();
    const u32 handle = TRY(commands.next<u32>());
    const u64 cookie = TRY(commands.next<u64>());
    if (command == BC_CLEAR_DEATH_NOTIFICATION) {
        ignore_result(references.clear_death(thread, handle, cookie)); // nobody is told, as in C
        return {};
    }
    const auto requested = references.request_death(thread.process(), handle, cookie);
    if (!requested && requested.error() == -ENOMEM)
        thread.fail(BR_ERROR);
    return {};
}

void confirm_death(const Thread &thread, u64 cookie) MAY_SLEEP
{
    if (const auto death = thread.process().told_deaths().take(cookie))
        (*death)->confirm(thread);
}

// Unlike of a death, the ioctl says what is wrong, as in C.
Result<> listen_for_freeze(const Process &process, u32 command, Commands &commands) MAY_SLEEP
{
    const u32 handle = TRY(commands.next<u32>());
    const u64 cookie = TRY(commands.next<u64>());
    if (command == bc_clear_freeze_notification)
        return process.references().clear_freeze(handle, cookie);
    return process.references().request_freeze(process, handle, cookie);
}

Result<> confirm_freeze(const Process &process, u64 cookie) MAY_SLEEP
{
    const auto notice = process.told_freezes().take(cookie);
    if (!notice)
        return -EINVAL;
    (*notice)->confirm();
    return {};
}

// A thread enters once, and in one way.
void enter(const Thread &thread, u32 command)
{
    const bool is_own = command == BC_ENTER_LOOPER;
    const Looper how = is_own ? Looper::entered : Looper::registered;
    const Looper other = is_own ? Looper::registered : Looper::entered;
    if (thread.has(other) || (!is_own && !thread.process().thread_registered()))
        thread.enter(Looper::invalid);
    thread.enter(how);
}

// Not a part of execute(), whose calls it would make dearer.
[[gnu::noinline]] Result<> execute_other(const Thread &thread, u32 command, Commands &commands)
    MAY_SLEEP
{
    const Process &process = thread.process();
    switch (command) {
    case BC_INCREFS:
    case BC_ACQUIRE:
    case BC_RELEASE:
    case BC_DECREFS: return count_handle(process, command, TRY(commands.next<u32>()));
    case BC_INCREFS_DONE:
    case BC_ACQUIRE_DONE: confirm(process, command, TRY(commands.next<PtrCookie>())); return {};
    case BC_REQUEST_DEATH_NOTIFICATION:
    case BC_CLEAR_DEATH_NOTIFICATION: return listen_for_death(thread, command, commands);
    case BC_DEAD_BINDER_DONE: confirm_death(thread, TRY(commands.next<u64>())); return {};
    case bc_request_freeze_notification:
    case bc_clear_freeze_notification: return listen_for_freeze(process, command, commands);
    case bc_freeze_notification_done: return confirm_freeze(process, TRY(commands.next<u64>()));
    case BC_ENTER_LOOPER:
    case BC_REGISTER_LOOPER: enter(thread, command); return {};
    case BC_EXIT_LOOPER: thread.enter(Looper::exited); return {};
    default: return -EINVAL;
    }
}

Result<> execute(const Thread &thread, u32 command, Commands &commands) MAY_SLEEP
{
    switch (command) {
    case BC_TRANSACTION:
    case BC_REPLY: {
        const SentData data{TRY(commands.next<TransactionData>()), 0};
        send(thread, command == BC_REPLY, data);
        return {};
    }
    case BC_TRANSACTION_SG:
    case BC_REPLY_SG:
        send(thread, command == BC_REPLY_SG, TRY(commands.next<SentData>()));
        return {};
    case BC_FREE_BUFFER:
        ignore_result(thread.process().free_buffer(thread, TRY(commands.next<u64>()))); // as in C
        return {};
    default: return execute_other(thread, command, commands);
    }
}

} // namespace

Result<> write_commands(const Thread &thread, Commands &commands, u64 &consumed) MAY_SLEEP
{
    while (!commands.empty() && !thread.has_failed()) {
        const u32 command = TRY(commands.next<u32>());
        TRACE(binder_command, command);
        thread.process().stats().count_command(command);
        TRY(execute(thread, command, commands));
        consumed = commands.consumed();
    }
    return {};
}

namespace {

// What comes behind it is not lost with it.
Result<> say_complete(const Thread &thread, Answers &answers, Thread::Due &due) MAY_SLEEP
{
    count_gone(Kind::complete);
    const auto told = Complete::tell(thread, answers, std::exchange(due.complete, BR_OK));
    if (!told && due.work)
        thread.put_back(std::move(due));
    return told;
}

/// Return: whether there is no more to say for now.
Result<bool> say(const Thread &thread, Answers &answers, Thread::Due &due) MAY_SLEEP
{
    if (due.complete != BR_OK && !answers.full())
        TRY(say_complete(thread, answers, due));
    if (!due)
        return false;
    if (answers.full()) {
        thread.put_back(std::move(due));
        return true;
    }
    return (*due.work)->tell(thread, answers);
}

Result<bool> say_what_there_is(const Thread &thread, Answers &answers, Thread::Due &due) MAY_SLEEP
{
    for (;;) {
        const bool has_more = due.has_more;
        if (TRY(say(thread, answers, due)))
            return true;
        if (!has_more)
            return false;
        due = Thread::Due();
        thread.take(due);
    }
}

} // namespace

Result<> read_answers(const Thread &thread, Answers &answers, bool nonblocking) MAY_SLEEP
{
    const Process &process = thread.process();
    if (answers.written() == 0)
        TRY(answers.begin());
    for (;;) {
        Thread::Due due;
        TRACE(binder_wait_for_work, thread.serves_process(), thread.is_in_calls(),
              thread.has_work());
        TRY(process.next_work(thread, nonblocking, !answers.full(), due));
        if (due && TRY(say_what_there_is(thread, answers, due)))
            break;
        // Some work has nothing to say by the time it is its turn.
        if (answers.written() != sizeof(u32) || thread.must_return() || answers.full())
            break;
    }
    process.wake_pollers();
    if (process.wants_thread(thread))
        TRY(answers.put_first(process.stats(), BR_SPAWN_LOOPER));
    return {};
}

} // namespace binder
