// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: '*this' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C calls back into the structure that owns what was called.
// rust: refused: E0502, it is borrowed
#include <bindings/slab.hpp>

using namespace kernel;

class Port;

class Session {
public:
    int close(Port &port);
    int id() const { return id_; }

private:
    int id_ = 0;
};

class Port {
public:
    explicit Port(Box<Session> session) : session_(std::move(session)) {}
    void give(Box<Session> session) { session_ = std::move(session); }
#ifdef CONTROL
    int close() { return session_->id(); }
#else
    int close() { return session_->close(*this); }
#endif

private:
    Box<Session> session_;
};
