// SPDX-License-Identifier: GPL-2.0
// What each object says of itself in logs: text as the C driver has it, made without two locks at once.
#include <modules/binder/collect.hpp>
#include <modules/binder/process_log.hpp>

#include <algorithm>
#include <ranges>

namespace binder {

void Transaction::show(SeqFile &text, const Process &in, std::string_view prefix) const MAY_SLEEP
{
    const Allocation &allocation = buffer_.allocation();
    const bool needs_reply = node() && !is_one_way();
    text.write(prefix);
    text.printf(" %u: %016llx from %d:%d to %d:%d code %x flags %x pri %d r%d elapsed %lldms",
                from_.id, u64{from_.id}, from_.process, from_.pid, to_, to_pid_.read(), code_,
                flags_, nice_, needs_reply ? 1 : 0, static_cast<s64>(sent_at_.elapsed().count()));
    if (in.number() != to_) {
        text.write("\n");
        return;
    }
    if (allocation.is_freed()) {
        text.write(" buffer free\n");
        return;
    }
    if (node())
        text.printf(" node %llu", (*node())->id());
    text.printf(" size %llu:%llu offset %lx\n", allocation.terms().data_size,
                allocation.terms().offsets_size, allocation.offset());
}

void Transaction::show(SeqFile &text, const Process &in, std::string_view,
                       std::string_view transaction_prefix) const MAY_SLEEP
{
    show(text, in, transaction_prefix);
}

void Death::show(SeqFile &text, const Process &, std::string_view prefix, std::string_view) const
    MAY_SLEEP
{
    const State state = state_.with([](State &state) { return state; });
    text.write(prefix);
    if (!state.is_dead)
        text.write("has cleared death notification\n");
    else if (state.is_cleared)
        text.write("has cleared dead binder\n");
    else
        text.write("has dead binder\n");
}

void FreezeNotice::show(SeqFile &text, const Process &, std::string_view prefix,
                        std::string_view) const MAY_SLEEP
{
    const bool is_cleared = state_.with([](State &state) { return state.is_cleared; });
    text.write(prefix);
    text.write(is_cleared ? "has cleared freeze notification\n" : "has frozen binder\n");
}

void Node::show(SeqFile &text, const Process &, std::string_view prefix, std::string_view) const
    MAY_SLEEP
{
    text.write(prefix);
    text.printf("node work %llu: u%016llx c%016llx\n", id_, pointer_, cookie_);
}

void Node::show(SeqFile &text, const Processes &all) const MAY_SLEEP
{
    const auto now = counts();
    text.printf("  node %llu: u%016llx c%016llx hs %d hw %d ls %u lw %u is %u iw %u tr 1", id_,
                pointer_, cookie_, now.has_strong ? 1 : 0, now.has_weak ? 1 : 0, now.strong,
                now.weak, now.strong_references, now.references);
    if (now.references != 0)
        text.write(" proc");
    if (auto processes = all.all())
        for (const auto &process : *processes)
            if (process->references().has(*this))
                text.printf(" %d", process->number());
    text.write("\n");
    const auto waiting = collect<Work, &State::waiting>(state_);
    if (waiting)
        for (const auto &work : *waiting)
            work->show(text, *owner_, "    ", "    pending async transaction");
}

bool References::has(const Node &node) const MAY_SLEEP
{
    std::optional<RefPtr<Reference>> found;
    auto state = state_.lock();
    found = state->by_node.find(node.id());
    return found.has_value();
}

Result<Vec<RefPtr<Reference>>> References::all() const MAY_SLEEP
{
    return collect<Reference, &State::by_handle>(state_);
}

// In the place of an address, 1 says that somebody listens for the death of it.
void References::show(SeqFile &text) const MAY_SLEEP
{
    const auto references = all();
    if (!references)
        return;
    for (const auto &reference : *references) {
        const u32 handle = reference->handle();
        const auto death =
            state_.with([handle](State &state) { return state.deaths.find(handle); });
        text.printf("  ref %llu: desc %u ", reference->id(), handle);
        text.write(reference->node()->counts().is_dead ? "dead " : "");
        text.printf("node %llu s %u w %u d %016llx\n", reference->node_id(), reference->strong(),
                    reference->weak(), death ? 1ULL : 0ULL);
    }
}

void Arena::show(SeqFile &text, std::span<const u32> calls) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    for (const Allocation &allocation : state->ranges) {
        const auto &terms = allocation.terms();
        const bool is_active = allocation.is_sent() || std::ranges::contains(calls, terms.id);
        text.printf("  buffer %u: %lx size %llu:%llu:%llu ", terms.id, allocation.offset(),
                    terms.data_size, terms.offsets_size, terms.extra_size);
        text.write(is_active ? "active\n" : "delivered\n");
    }
}

Result<Vec<RefPtr<Transaction>>> Thread::calls() const MAY_SLEEP
{
    return collect<Transaction, &State::calls>(state_);
}

Result<> Thread::add_calls(Vec<u32> &ids) const MAY_SLEEP
{
    const auto own = TRY(calls());
    for (const auto &call : own)
        TRY(ids.push_back(call->id(), GFP_KERNEL));
    return {};
}

void Thread::show(SeqFile &text, bool only_busy) const MAY_SLEEP
{
    constexpr u32 waits = 0x10;
    const size_t begin = text.size();
    const u32 looper = looper_.read() | (waiting.is_linked() ? waits : 0);
    text.printf("  thread %d: l %02x need_return %d tr 0\n", pid_, looper, must_return() ? 1 : 0);
    const size_t header = text.size();
    if (auto own = calls())
        for (const auto &call : std::views::reverse(*own))
            call->show(text, *process_,
                       call->is_from(*this) ? "    outgoing transaction"
                                            : "    incoming transaction");
    if (state_.with([](State &state) { return state.complete != BR_OK; }))
        Complete::show(text, "    ");
    const auto todo = collect<Work, &State::todo>(state_);
    if (todo)
        for (const auto &work : *todo)
            work->show(text, *process_, "    ", "    pending transaction");
    if (only_busy && text.size() == header)
        text.cut(begin);
}

Result<Vec<u32>> Process::calls() const MAY_SLEEP
{
    Vec<u32> ids;
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid()))
        TRY((*thread)->add_calls(ids));
    return ids;
}

Result<> Process::show_all(SeqFile &text, bool only_busy) const MAY_SLEEP
{
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid()))
        (*thread)->show(text, only_busy);
    const auto nodes = TRY(collect<Node, &State::nodes>(state_));
    for (const auto &node : nodes)
        if (!only_busy || node->counts().has_turn)
            node->show(text, context_->processes());
    if (!only_busy)
        references_.show(text);
    const auto ids = TRY(calls());
    arena_.show(text, ids.span());
    const auto todo = TRY(collect<Work, &State::todo>(state_));
    for (const auto &work : todo)
        work->show(text, *this, "  ", "  pending transaction");
    if (!told_deaths_.empty())
        text.write("  has delivered dead binder\n");
    if (!told_freezes_.empty())
        text.write("  has delivered freeze binder\n");
    return {};
}

Result<> Process::show(SeqFile &text, bool only_busy) const MAY_SLEEP
{
    const size_t begin = text.size();
    text.printf("proc %d\ncontext ", number_);
    text.write(context_->name());
    text.write("\n");
    const size_t header = text.size();
    const auto result = show_all(text, only_busy);
    if (only_busy && text.size() == header)
        text.cut(begin);
    return result;
}

void ProcessLog::show(SeqFile &text) const MAY_SLEEP
{
    const auto processes = processes_->with_number(number_);
    if (!processes)
        return;
    for (const auto &process : *processes) {
        text.write("binder proc state:\n");
        ignore_result(process->show(text, false)); // what there is no memory for is missing
    }
}

// Pages are kept until their process is gone: none waits to be taken back.
Result<> Process::show_stats(SeqFile &text) const MAY_SLEEP
{
    const auto threads = TRY(collect<Thread, &State::threads>(state_));
    const auto ready = TRY(collect<Thread, &State::waiting>(state_));
    const auto nodes = TRY(collect<Node, &State::nodes>(state_));
    const auto references = TRY(references_.all());
    u64 strong = 0;
    u64 weak = 0;
    for (const auto &reference : references) {
        strong += reference->strong();
        weak += reference->weak();
    }
    size_t pending = 0;
    const auto todo = TRY(collect<Work, &State::todo>(state_));
    for (const auto &work : todo)
        pending += work->is_transaction() ? 1 : 0;
    const auto asked =
        state_.with([](State &state) { return std::pair(state.requested, state.started); });
    const auto memory = arena_.use();
    text.printf("proc %d\ncontext ", number_);
    text.write(context_->name());
    // As in C, who allows more than there can be allows fewer than none.
    text.printf("\n  threads: %zu\n  requested threads: %u+%u/%d\n  ready threads %zu\n",
                threads.size(), asked.first, asked.second, static_cast<s32>(max_threads_.read()),
                ready.size());
    text.printf("  free async space %zu\n  nodes: %zu\n  refs: %zu s %llu w %llu\n  buffers: %zu\n",
                memory.async_left, nodes.size(), references.size(), strong, weak, memory.buffers);
    const size_t missing = memory.most_pages - memory.used_pages - memory.unused_pages;
    text.printf("  pages: %zu:%zu:%zu\n  pages high watermark: %zu\n  pending transactions: %zu\n",
                memory.used_pages, memory.unused_pages, missing, memory.highest_page, pending);
    stats_.show(text, "  ");
    return {};
}

} // namespace binder
