// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/objects.hpp>

namespace binder {

Buffer::Buffer(RefPtr<Process> &&process, Lent &&lent, bool is_spam)
    : process_(std::move(process)), lent_(std::move(lent)), is_spam_(is_spam)
{}

Buffer::~Buffer() MAY_SLEEP
{
    if (is_counted_)
        (*process_)->freezer().end();
    if (!process_ || is_handed_over_)
        return;
    release_objects(**process_, lent_);
    (*process_)->arena().release(lent_.offset);
}

namespace {

/// Return: what a transaction needs of the arena, without a context; -EINVAL: no number says it,
/// -ENOSPC: too much.
Result<size_t> size_of(const SentData &data)
{
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

Result<Buffer> Buffer::copy(const Thread &sender, u32 id, RefPtr<Process> process,
                            const SentData &data, const Terms &terms) MAY_SLEEP
{
    const size_t size = TRY(size_of(data));
    const size_t context_size = terms.context ? aligned(terms.context->bytes().size()) : 0;
    const bool is_one_way = (data.flags & TF_ONE_WAY) != 0;
    const auto place =
        TRY(process->arena().reserve({// Each has a place of its own.
                                      .bytes = std::max(size + context_size, sizeof(u64)),
                                      .is_async = is_one_way,
                                      .clears = (data.flags & TF_CLEAR_BUF) != 0,
                                      .sender = sender.process().number(),
                                      .id = id,
                                      .data_size = data.data_size,
                                      .offsets_size = data.offsets_size,
                                      .extra_size = data.buffers_size + context_size}));
    Buffer buffer(std::move(process),
                  {.offset = place.offset,
                   .target = {},
                   .is_one_way = is_one_way,
                   .data_size = data.data_size,
                   .objects = 0,
                   .files = {}},
                  place.is_spam);
    if (terms.context) {
        buffer.context_ = place.offset + size;
        TRY(write_context((*buffer.process_)->arena(), place.offset + size, *terms.context));
    }
    TRY(copy_objects(sender, **buffer.process_, data, terms.accepts_files, buffer.lent_));
    return buffer;
}

Freezer::Admission Buffer::enter_call(bool is_one_way)
{
    const auto admission = (*process_)->freezer().begin(is_one_way);
    is_counted_ = admission != Freezer::Admission::refused;
    return admission;
}

void Buffer::enter_reply()
{
    (*process_)->freezer().begin_reply();
    is_counted_ = true;
}

Lent Buffer::hand_over()
{
    is_handed_over_ = true;
    return std::move(lent_);
}

Transaction::Transaction(From &&from, To to, std::optional<RefPtr<Node>> &&node,
                         const TransactionData &data, Buffer &&buffer)
    : from_(std::move(from)), to_(to.process), to_pid_(to.pid), offset_(buffer.offset()),
      context_(buffer.context()), nice_(current_nice()), node_(std::move(node)), code_(data.code),
      flags_(data.flags), data_size_(data.data_size), offsets_size_(data.offsets_size),
      buffer_(std::move(buffer))
{}

std::optional<UpdateKey> Transaction::update_key() const
{
    if ((flags_ & tf_update_txn) == 0)
        return std::nullopt;
    return UpdateKey{.sender = from_.process, .code = code_, .flags = flags_};
}

Transaction::~Transaction() MAY_SLEEP = default;

Result<bool> Transaction::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    inherit_nice();
    if (!is_one_way())
        to_pid_.set(reader.pid());
    Lent lent = buffer_.with([](Buffer &buffer) { return buffer.hand_over(); });
    // Nobody uses the descriptors before the answer is there.
    if (lent.files && !(*lent.files)->reserve(reader.process().arena()))
        return fail_to_tell(reader, answers, lent);
    return tell_data(reader, answers, lent);
}

namespace {

// The reader cannot be told of it. Descriptors are taken back first: once it is lent, whoever frees
// it may have another table of them.
void give_back(const Thread &reader, Lent &lent) MAY_SLEEP
{
    const Process &process = reader.process();
    const u64 address = process.arena().address(lent.offset);
    lent.files.reset();
    process.arena().lend(std::move(lent));
    ignore_result(process.free_buffer(reader, address)); // another thread was faster
}

} // namespace

Result<bool> Transaction::fail_to_tell(const Thread &reader, Answers &answers, Lent &lent) const
    MAY_SLEEP
{
    give_back(reader, lent);
    if (!node_) {
        TRY(answers.put(BR_FAILED_REPLY));
        return true;
    }
    if (!is_one_way())
        fail_call(self(), BR_FAILED_REPLY);
    return false;
}

// As nice as the caller is, but as the object says at least; a one-way call has nobody who waits.
void Transaction::inherit_nice() const
{
    if (!node_)
        return;
    const s32 own = current_nice();
    const s32 least = (*node_)->least_nice();
    saved_nice_.set(own);
    if (!is_one_way() && nice_ < least)
        set_current_nice(nice_);
    else if (!is_one_way() || own > least)
        set_current_nice(least);
}

Result<> Transaction::put_data(const Arena &arena, Answers &answers,
                               const TransactionData &data) const MAY_SLEEP
{
    if (context_)
        return answers.put(BR_TRANSACTION_SEC_CTX,
                           ContextData{.data = data, .context = arena.address(*context_)});
    return answers.put(node_ ? BR_TRANSACTION : BR_REPLY, data);
}

Result<bool> Transaction::tell_data(const Thread &reader, Answers &answers, Lent &lent) const
    MAY_SLEEP
{
    const Process &process = reader.process();
    const bool awaits_reply = node_ && !is_one_way();
    const u64 address = process.arena().address(lent.offset);
    const TransactionData data{
        .target = node_ ? (*node_)->pointer() : 0,
        .cookie = node_ ? (*node_)->cookie() : 0,
        .code = code_,
        .flags = flags_,
        .sender_pid = awaits_reply ? (*from_.thread)->process().pid().number_here() : 0,
        .sender_euid = from_.euid.number_here(),
        .data_size = data_size_,
        .offsets_size = offsets_size_,
        .data = address,
        .offsets = address + aligned(data_size_),
    };
    Result<> told;
    if (awaits_reply)
        told = reader.push_call(self());
    if (told)
        told = put_data(process.arena(), answers, data);
    if (!told) {
        reader.pop_call(*this);
        give_back(reader, lent);
        if (awaits_reply)
            fail_call(self(), BR_FAILED_REPLY);
        return told.error();
    }
    if (lent.files)
        (*lent.files)->install();
    process.arena().lend(std::move(lent));
    return true;
}

void Transaction::abandon() const MAY_SLEEP
{
    if (node_ && !is_one_way())
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
