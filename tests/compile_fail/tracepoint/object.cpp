// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: an event is told values
// why: C gives events pointers to its objects, which others may free meanwhile, and records their addresses.
// rust: compiles: its tracepoints take raw pointers
#include <bindings/tracepoint.hpp>

using namespace kernel;

struct Session;
#ifdef CONTROL
TRACE_EVENT(demo_session, TP_PROTO(u64 session), TP_ARGS(session));
void say(u64 session)
#else
TRACE_EVENT(demo_session, TP_PROTO(Session *session), TP_ARGS(session));
void say(Session *session)
#endif
{
    TRACE(demo_session, session);
}
