// SPDX-License-Identifier: GPL-2.0
// kms_count CARD WHAT...: for tests/bench/counter.c it marks rounds of flips, or of what else is named, and prints a
// line with what, and how many, for each. What ends in `-at-once` does not wait for a blank.
#include <tests/user/counted.h>
#include <tests/user/kms/commit.hpp>

#include <functional>

namespace {

constexpr std::uint32_t width = 1024, height = 768;
constexpr int rounds = 10;

/// Flips to a picture, and waits until it is on the screen.
class Flipper {
public:
    Flipper(const Card &card, bool at_once)
        : card_(card), flags_(DRM_MODE_PAGE_FLIP_EVENT | (at_once ? DRM_MODE_PAGE_FLIP_ASYNC : 0))
    {}

    void to(const Picture &picture) const
    {
        drm_mode_crtc_page_flip flip{};
        flip.crtc_id = card_.crtc;
        flip.fb_id = picture.framebuffer;
        flip.flags = flags_;
        need(card_.ask(DRM_IOCTL_MODE_PAGE_FLIP, flip), "a flip");
        wait_for_event();
    }
    void to(Commit &picture) const
    {
        need(picture.now(flags_ | DRM_MODE_ATOMIC_NONBLOCK) == 0, "a commit");
        wait_for_event();
    }

private:
    void wait_for_event() const
    {
        drm_event_vblank event{};
        need(read(card_.fd, &event, sizeof(event)) == sizeof(event) &&
                 event.base.type == DRM_EVENT_FLIP_COMPLETE,
             "the end of a flip");
    }

    const Card &card_;
    std::uint32_t flags_;
};

void wait_for_blank(const Card &card)
{
    drm_wait_vblank wait{};
    wait.request.type = _DRM_VBLANK_RELATIVE;
    wait.request.sequence = 1;
    need(card.ask(DRM_IOCTL_WAIT_VBLANK, wait), "a blank");
}

class Counts {
public:
    explicit Counts(const Card &card)
        : card_(card), one_(card, width, height), other_(card, width, height)
    {
        one_.paint(1);
        other_.paint(2);
        to_one_.plane("FB_ID", one_.framebuffer);
        to_other_.plane("FB_ID", other_.framebuffer);
        need(Commit(card).show(one_).mode(card.mode(width, height)).now() == 0, "a picture");
    }

    void count(const std::string &name)
    {
        const std::string suffix = "-at-once";
        const bool at_once = name.ends_with(suffix);
        const Flipper flip(card_, at_once);
        const auto what = at_once ? name.substr(0, name.size() - suffix.size()) : name;
        if (what == "page-flip")
            measure(name, 50, [&] { flip.to(other_), flip.to(one_); }, 2);
        else if (what == "commit")
            measure(name, 50, [&] { flip.to(to_other_), flip.to(to_one_); }, 2);
        else if (what == "blank")
            measure(name, 100, [&] { wait_for_blank(card_); }, 1);
        else if (what == "loop")
            count_loop(name);
        else if (what == "new")
            count_new(name, flip);
        else if (what == "cursor")
            count_behind_cursor(name, flip);
        else
            need(false, name);
    }

private:
    /// The first round finds caches cold.
    void measure(const std::string &name, int times, const std::function<void()> &step, int each)
    {
        for (int round = -1; round < rounds; round++) {
            if (round >= 0)
                counted_begin();
            for (int i = 0; i < times; i++)
                step();
            if (round >= 0)
                end(name, times * each);
        }
    }
    /// Of which is known how many instructions it takes: two each time.
    static void count_loop(const std::string &name)
    {
        constexpr int times = 1000;
        for (int round = 0; round < rounds; round++) {
            counted_begin();
            asm volatile("mov %0, %%ecx\n1: dec %%ecx\njnz 1b" : : "i"(times) : "ecx");
            end(name, times);
        }
    }
    /// Each time a picture that was drawn, but never shown.
    void count_new(const std::string &name, const Flipper &flip)
    {
        for (int round = 0; round < rounds; round++) {
            Picture picture(card_, width, height);
            picture.paint(3);
            counted_begin();
            flip.to(picture);
            end(name, 1);
            flip.to(one_);
        }
    }
    void count_behind_cursor(const std::string &name, const Flipper &flip)
    {
        Picture arrow(card_, 64, 64, DRM_FORMAT_ARGB8888);
        need(Commit(card_).show_cursor(arrow, 100, 100).now() == 0, "a cursor");
        measure(name, 5, [&] { flip.to(other_), flip.to(one_); }, 2);
        need(Commit(card_).hide_cursor().now() == 0, "no cursor");
    }
    static void end(const std::string &name, int times)
    {
        counted_end();
        std::printf("%s %d\n", name.c_str(), times);
    }

    const Card &card_;
    Picture one_, other_;
    Commit to_one_{card_}, to_other_{card_};
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const Card card(argv[1]);
    Counts counts(card);
    for (int i = 2; i < argc; i++)
        counts.count(argv[i]);
    return failures != 0;
}
