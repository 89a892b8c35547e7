// SPDX-License-Identifier: GPL-2.0
// BINDER_WRITE_READ: what a thread asks for, and what it is told.
#include <modules/binder/device.hpp>

namespace binder {

namespace {

void fail_unless_ok(const Thread &thread, u32 code) MAY_SLEEP
{
    if (code != BR_OK)
        thread.fail(code);
}

Result<> execute(const Thread &thread, u32 command, Commands &commands) MAY_SLEEP
{
    const Process &process = thread.process();
    switch (command) {
    case BC_TRANSACTION:
        fail_unless_ok(thread, Transaction::send(thread, TRY(commands.next<TransactionData>())));
        return {};
    case BC_REPLY:
        fail_unless_ok(thread, Transaction::reply(thread, TRY(commands.next<TransactionData>())));
        return {};
    case BC_FREE_BUFFER:
        ignore_result(process.free_buffer(TRY(commands.next<u64>()))); // nobody is told, as in C
        return {};
    case BC_INCREFS:
    case BC_ACQUIRE:
    case BC_RELEASE:
    case BC_DECREFS: TRY(commands.next<u32>()); return {};
    case BC_ENTER_LOOPER: thread.enter(Looper::entered); return {};
    case BC_REGISTER_LOOPER:
        thread.enter(process.thread_registered() ? Looper::registered : Looper::invalid);
        return {};
    case BC_EXIT_LOOPER: thread.enter(Looper::exited); return {};
    default: return -EINVAL;
    }
}

} // namespace

Result<> write_commands(const Thread &thread, Commands &commands, u64 &consumed) MAY_SLEEP
{
    while (!commands.empty() && !thread.has_failed()) {
        TRY(execute(thread, TRY(commands.next<u32>()), commands));
        consumed = commands.consumed();
    }
    return {};
}

Result<> read_answers(const Thread &thread, Answers &answers, bool nonblocking) MAY_SLEEP
{
    const Process &process = thread.process();
    if (answers.written() == 0)
        TRY(answers.put(BR_NOOP));
    const bool for_process = thread.waits_for_process();
    std::optional<RefPtr<Work>> work = TRY(process.next_work(thread, for_process, nonblocking));
    while (work) {
        if (answers.full()) {
            thread.put_back(std::move(*work));
            break;
        }
        if (TRY((*work)->tell(thread, answers)))
            break;
        work = thread.pop();
    }
    if (process.wants_thread(thread))
        TRY(answers.put_first(BR_SPAWN_LOOPER));
    return {};
}

} // namespace binder
