// SPDX-License-Identifier: GPL-2.0
// What the processes of a seed do to a screen.
#pragma once

#include <tests/fuzz/drm/seed_run.hpp>
#include <tests/fuzz/kms/buffers.hpp>
#include <tests/fuzz/kms/commits.hpp>
#include <tests/fuzz/kms/files.hpp>
#include <tests/fuzz/kms/questions.hpp>

inline void do_step(Actor &actor, Step step)
{
    switch (step) {
    case Step::show: show(actor); break;
    case Step::commit: commit_any(actor); break;
    case Step::flip: flip(actor); break;
    case Step::set_crtc: set_crtc(actor); break;
    case Step::cursor: set_cursor(actor); break;
    case Step::damage: tell_of_damage(actor); break;
    case Step::gamma: use_gamma(actor); break;
    case Step::ask: ask(actor); break;
    case Step::blob: use_blob(actor); break;
    case Step::buffer: use_buffer(actor); break;
    case Step::framebuffer: use_framebuffer(actor); break;
    case Step::map: use_map(actor); break;
    case Step::prime: use_prime(actor); break;
    case Step::blank: use_blanks(actor); break;
    case Step::event: read_events(actor); break;
    case Step::open: use_files(actor); break;
    case Step::master: change_master(actor); break;
    case Step::fence: use_fences(actor); break;
    case Step::console: use_console(actor); break;
    default: call_junk(actor);
    }
}

[[noreturn]] inline void perform(World &world, const Objects &objects, int master, size_t number,
                                 uint32_t life)
{
    Process process(world, objects, number);
    {
        Actor actor(process, 0, life + 1000);
        process.first_file = master > 0 ? master : screen_device.open_file();
        ask_for_all(actor, process.first_file);
        use_files(actor);
        for (int i = 0; i < 6; i++) {
            use_blob(actor);
            use_buffer(actor);
            use_framebuffer(actor);
        }
    }
    do_steps(process, life, do_step);
}
