// SPDX-License-Identifier: GPL-2.0
// kms_user CARD SCREEN PREFIX: shows pictures by a display device, and has QEMU keep what is on its screen, which
// it knows by SCREEN. The name of each file says what has to be in it: tests/screen.py compares.
#include <tests/user/kms/commit.hpp>

namespace {

struct Screen {
    std::string id, prefix;

    /// PREFIX_STEP_SIZE_LAYER_LAYER.png
    void keep(const std::string &step, unsigned width, unsigned height,
              const std::string &layers) const
    {
        const auto size = std::to_string(width) + "x" + std::to_string(height);
        const auto command = "ask-machine screendump format=png device=" + id +
                             " filename=" + prefix + "_" + step + "_" + size + "_" + layers +
                             ".png";
        EXPECT(std::system(command.c_str()), 0, 0);
    }
};

void show_modes(const Card &card, const Screen &screen)
{
    for (const auto [width, height] : {std::pair{640U, 480U}, {1024U, 768U}}) {
        Picture picture(card, width, height);
        picture.paint(width / 64);
        EXPECT(Commit(card).show(picture).mode(card.mode(width, height)).now(), 0, 0);
        screen.keep("mode", width, height, "pattern" + std::to_string(width / 64));
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const Card card(argv[1]);
    const Screen screen{argv[2], argv[3]};
    show_modes(card, screen);
    return failures != 0;
}
