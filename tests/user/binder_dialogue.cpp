// SPDX-License-Identifier: GPL-2.0
// Dialogues over the Binder device named on the command line, step by step: who says what, and what
// each side hears of it, and what the driver's logs, in the folder named next, say of it. Every driver
// gives the same text.
#include <tests/user/dialogue/arrays.hpp>
#include <tests/user/dialogue/buffers.hpp>
#include <tests/user/dialogue/callers.hpp>
#include <tests/user/dialogue/files.hpp>
#include <tests/user/dialogue/freeze.hpp>
#include <tests/user/dialogue/information.hpp>
#include <tests/user/dialogue/logs.hpp>
#include <tests/user/dialogue/nice.hpp>
#include <tests/user/dialogue/places.hpp>
#include <tests/user/dialogue/process_logs.hpp>
#include <tests/user/dialogue/shrinking.hpp>
#include <tests/user/dialogue/spam.hpp>
#include <tests/user/dialogue/threads.hpp>
#include <tests/user/dialogue/turns.hpp>
#include <tests/user/dialogue/waiting.hpp>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    device = argv[1];
    logs = argv[2];
    // What was said before an end that comes early is of interest.
    setlinebuf(stdout);
    // Who waits for an answer that does not come has failed.
    alarm(60);
    files();
    refused_files();
    mappings();
    buffers();
    arrays();
    information();
    calls_that_fail();
    dead_handle();
    new_threads();
    more_threads();
    polling();
    large_spam();
    small_spam();
    freezing();
    freeze_notices();
    niceness("an object that may be served by the nice", 19);
    niceness("an object that is not served by the nice", 4);
    clearing();
    what_is_logged();
    logs_of_processes();
    waiting_threads();
    places();
    shrinking();
    turns();
    callers();
    return 0;
}
