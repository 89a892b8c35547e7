// SPDX-License-Identifier: GPL-2.0
// Lets each allocation and each copy fail once in what transactions carry, and in what is told of
// objects. The device and the folder of the driver's logs are named on the command line.
#include <tests/user/faults/notices.hpp>
#include <tests/user/faults/pages.hpp>
#include <tests/user/faults/questions.hpp>
#include <tests/user/faults/transfers.hpp>
#include <tests/user/leftovers.hpp>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    device = argv[1];
    logs = argv[2];
    setlinebuf(stdout);
    fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
    if (fail_nth < 0) {
        std::perror("/proc/thread-self/fail-nth");
        return 1;
    }
    const Leftovers leftovers(logs + "/stats");
    {
        faults::Parties parties;
        faults::transfers(parties);
        faults::notices(parties);
        faults::questions(parties);
        faults::pages(parties);
        EXPECT(parties.sent.is_let_go(), true, 0);
    }
    const auto left = leftovers.find();
    std::print("{}", left);
    EXPECT(left.empty(), true, 0);
    return failures != 0;
}
