// SPDX-License-Identifier: GPL-2.0
#include <bindings/minmax.hpp>
#include <modules/binder/objects.hpp>

namespace binder {

// What its process was told of is its process's to free.
Buffer::~Buffer() MAY_SLEEP
{
    leave();
    if (!allocation_ || !allocation().is_sent())
        return;
    if (!allocation().is_unwanted())
        TRACE(binder_transaction_failed_buffer_release, PLACE_OF(allocation().terms()));
    release_objects(*process_, allocation());
    process_->arena().release(*allocation_);
}

namespace {

/// Most do not: they are bytes alone.
bool carries_objects(const SentData &data)
{
    return data.offsets_size != 0 || data.buffers_size != 0;
}

/// Return: what a transaction needs of the arena, without a context; -EINVAL: no number says it,
/// -ENOSPC: too much.
Result<size_t> size_of(const SentData &data)
{
    if (!carries_objects(data) && data.data_size <= Arena::largest) [[likely]]
        return aligned(data.data_size);
    size_t all = 0;
    for (const u64 size : {data.data_size, data.offsets_size, data.buffers_size}) {
        if (size > ~7uz || aligned(size) > ~0uz - all)
            return -EINVAL;
        all += aligned(size);
    }
    if (all > Arena::largest)
        return -ENOSPC;
    return all;
}

/// Behind all the rest, with zeros up to its end.
Result<> write_context(const Arena &arena, size_t to, const SecurityContext &context) MAY_SLEEP
{
    constexpr std::array<char, sizeof(u64)> zeros{};
    const size_t size = context.bytes().size();
    TRY(arena.write_bytes(to, context.bytes()));
    return arena.write_bytes(to + size, std::span(zeros).first(aligned(size) - size));
}

} // namespace

Result<> Buffer::fill(const Thread &sender, u32 id, const SentData &data, Terms &&terms) MAY_SLEEP
{
    const size_t size = TRY(size_of(data));
    const size_t context_size = terms.context ? aligned(terms.context->bytes().size()) : 0;
    auto allocation = TRY(make_ref<Allocation>(
        GFP_KERNEL,
        Allocation::Terms{// Each has a place of its own.
                          .bytes = max(size + context_size, sizeof(u64)),
                          // A reply says nothing by this flag.
                          .is_one_way = terms.target.has_value() && (data.flags & TF_ONE_WAY) != 0,
                          .clears = (data.flags & TF_CLEAR_BUF) != 0,
                          .sender = sender.process().number(),
                          .id = id,
                          .data_size = data.data_size,
                          .offsets_size = data.offsets_size,
                          .extra_size = data.buffers_size + context_size},
        std::move(terms.target)));
    UserSlice bytes(u64_to_user_ptr<char>(data.data), carries_objects(data) ? 0 : data.data_size);
    is_spam_ = TRY(process_->arena().reserve(allocation, bytes));
    allocation_ = std::move(allocation);
    TRACE(binder_transaction_alloc_buf, PLACE_OF(this->allocation().terms()));
    const auto copied = copy(sender, data, terms, size, bytes);
    // Whatever went wrong: the memory is gone with its process.
    if (!copied && process_->arena().is_closed())
        return -ESRCH;
    return copied;
}

Result<> Buffer::copy(const Thread &sender, const SentData &data, const Terms &terms,
                      size_t context_offset, UserSlice &bytes) MAY_SLEEP
{
    if (terms.context) {
        context_ = allocation().offset() + context_offset;
        TRY(write_context(process_->arena(), *context_, *terms.context));
    }
    if (carries_objects(data))
        return copy_objects(sender, *process_, data, terms.accepts_files, allocation());
    return process_->arena().fill(allocation().offset(), bytes, bytes.size());
}

Freezer::Admission Buffer::enter_call(bool is_one_way)
{
    const auto admission = process_->freezer().begin(is_one_way);
    is_counted_.set(admission != Freezer::Admission::refused);
    return admission;
}

void Buffer::enter_reply()
{
    process_->freezer().begin_reply();
    is_counted_.set(true);
}

// Whoever is the last to know of it does this, too.
void Buffer::leave() const
{
    if (is_counted_.read() && is_counted_.xchg(false))
        process_->freezer().end();
}

Transaction::Transaction(const Thread &sender, u32 id, std::optional<RefPtr<Transaction>> &&parent,
                         bool awaits_reply, To to, const TransactionData &data,
                         RefPtr<Process> &&receiver)
    : from_{.thread = awaits_reply ? std::optional(sender.self()) : std::nullopt,
            .parent = std::move(parent),
            .euid = Kuid::euid_of(sender.process().pid(), sender.process().cred()),
            .id = id,
            .process = sender.process().number(),
            .pid = sender.pid()},
      to_(to.process), to_pid_(to.pid), nice_(current_nice()), code_(data.code), flags_(data.flags),
      buffer_(std::move(receiver))
{}

std::optional<UpdateKey> Transaction::update_key() const
{
    if ((flags_ & tf_update_txn) == 0)
        return std::nullopt;
    return UpdateKey{.sender = from_.process, .code = code_, .flags = flags_};
}

Transaction::~Transaction() MAY_SLEEP
{
    TRACE(binder_txn_latency_free, from_.id, from_.process, from_.pid, to_, to_pid_.read(), code_,
          flags_);
    // One by one: else each would end the one before it, deeper in the stack, and programs nest calls at will.
    auto parent = std::exchange(from_.parent, std::nullopt);
    while (parent) {
        auto last = std::exchange(parent, std::nullopt)->take_if_last();
        if (last)
            parent = std::exchange((*last)->from_.parent, std::nullopt);
    }
}

Result<bool> Transaction::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    inherit_nice();
    auto files = buffer_.allocation().take_files();
    // Nobody uses the descriptors before the answer is there.
    if (!files || (*files)->reserve(reader.process().arena(), buffer_.allocation()))
        return tell_data(reader, answers, std::move(files));
    // They are taken back first: once it is lent, whoever frees it may have another table of them.
    files.reset();
    return fail_to_tell(reader, answers);
}

namespace {

// The reader cannot be told of it.
void give_back(const Thread &reader, const Allocation &allocation) MAY_SLEEP
{
    const Process &process = reader.process();
    const u64 address = process.arena().address(allocation.offset());
    allocation.lend();
    ignore_result(process.free_buffer(reader, address)); // another thread was faster
}

} // namespace

Result<bool> Transaction::fail_to_tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    give_back(reader, buffer_.allocation());
    if (!node()) {
        TRY(answers.put(reader.process().stats(), BR_FAILED_REPLY));
        return true;
    }
    if (!is_one_way())
        fail_call(self(), BR_FAILED_REPLY);
    return false;
}

// As nice as the caller is, but as the object says at least; a one-way call has nobody who waits.
void Transaction::inherit_nice() const
{
    if (!node())
        return;
    const s32 own = current_nice();
    const s32 least = (*node())->least_nice();
    saved_nice_.set(own);
    if (!is_one_way() && nice_ < least)
        set_current_nice(nice_);
    else if (!is_one_way() || own > least)
        set_current_nice(least);
}

u32 Transaction::answer_code() const
{
    if (!node())
        return BR_REPLY;
    return buffer_.context() ? BR_TRANSACTION_SEC_CTX : BR_TRANSACTION;
}

Result<> Transaction::put_data(const Arena &arena, Answers &answers,
                               const TransactionData &data) const MAY_SLEEP
{
    if (const auto context = buffer_.context())
        return answers.put_uncounted(answer_code(),
                                     ContextData{.data = data, .context = arena.address(*context)});
    return answers.put_uncounted(answer_code(), data);
}

void Transaction::not_told(const Thread &reader) const MAY_SLEEP
{
    reader.pop_call(*this);
    give_back(reader, buffer_.allocation());
    if (node() && !is_one_way())
        fail_call(self(), BR_FAILED_REPLY);
}

// Once the thread has ended, nobody, as in C.
s32 Transaction::sender_pid() const
{
    const Thread &thread = **from_.thread;
    return thread.is_dead() ? 0 : thread.process().pid().number_here();
}

Result<bool> Transaction::tell_data(const Thread &reader, Answers &answers,
                                    std::optional<Box<Files>> files) const MAY_SLEEP
{
    const Process &process = reader.process();
    const Allocation &allocation = buffer_.allocation();
    const auto &terms = allocation.terms();
    const bool awaits_reply = node() && !is_one_way();
    const u64 address = process.arena().address(allocation.offset());
    const TransactionData data{
        .target = node() ? (*node())->pointer() : 0,
        .cookie = node() ? (*node())->cookie() : 0,
        .code = code_,
        .flags = flags_,
        .sender_pid = awaits_reply ? sender_pid() : 0,
        .sender_euid = from_.euid.number_here(),
        .data_size = terms.data_size,
        .offsets_size = terms.offsets_size,
        .data = address,
        .offsets = address + aligned(terms.data_size),
    };
    Result<> told = awaits_reply ? reader.push_call(self()) : Result<>();
    if (told)
        told = put_data(process.arena(), answers, data);
    if (!told) {
        files.reset();
        not_told(reader);
        return told.error();
    }
    if (!is_one_way())
        to_pid_.set(reader.pid());
    TRACE(binder_transaction_received, id());
    process.stats().count_answer(answer_code());
    if (files) {
        (*files)->install();
        allocation.set_files(std::move(*files));
    }
    allocation.lend();
    return true;
}

void Transaction::give_way() const MAY_SLEEP
{
    TRACE(binder_transaction_update_buffer_release, PLACE_OF(buffer_.allocation().terms()));
    buffer_.allocation().set_unwanted();
}

void Transaction::abandon() const MAY_SLEEP
{
    buffer_.allocation().set_unwanted();
    if (node() && !is_one_way())
        fail_call(self(), BR_DEAD_REPLY);
}

void fail_call(RefPtr<Transaction> call, u32 code) MAY_SLEEP
{
    for (;;) {
        const auto thread = call->from().thread;
        if (thread && (*thread)->pop_call(*call))
            return (*thread)->fail_reply(code);
        auto parent = call->from().parent;
        if (!parent)
            return;
        call = std::move(*parent);
    }
}

} // namespace binder
