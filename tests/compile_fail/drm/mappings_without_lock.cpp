// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: but function is not marked const
// why: C changes the mappings of an address space, and nothing says which lock that needs.
// rust: none: there is no GPUVM
#include <bindings/drm/gpuvm.hpp>
#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};

struct Tables {
    void map(u64, u64, const drm::GemRef<Buffer> &, u64, u32) {}
    void unmap(u64, u64) {}
};

using Mappings = drm::Gpuvm<Buffer, Tables>;

struct State {
    Mappings mappings;
    Tables tables;
};

class Space : public RefCounted<Space> {
public:
    Result<> unmap(u64 from, u64 size) const MAY_SLEEP
    {
        auto spare = TRY(Mappings::spare());
#ifdef CONTROL
        auto state = state_.lock(may_sleep);
        const auto ended = TRY(state->mappings.unmap(from, size, state->tables, std::move(spare)));
#else
        const auto ended = TRY(state_.mappings.unmap(from, size, state_.tables, std::move(spare)));
#endif
        return {};
    }

private:
#ifdef CONTROL
    Locked<State, Mutex<"test.space">> state_;
#else
    State state_;
#endif
};
