// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'work' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C gives its reference away in the call that uses the object.
// rust: refused: E0505, moved while it is borrowed
#include <bindings/refcount.hpp>

using namespace kernel;

class Work : public RefCounted<Work> {
public:
    int run(RefPtr<Work> self) const
    {
        self.reset();
        return id_;
    }

private:
    int id_ = 0;
};

#ifdef CONTROL
int f(RefPtr<Work> work)
{
    return work->run(work);
}
#else
int f(RefPtr<Work> work)
{
    return work->run(std::move(work));
}
#endif
