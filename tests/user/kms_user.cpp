// SPDX-License-Identifier: GPL-2.0
// kms_user CARD SCREEN PREFIX: shows pictures by a display device, and has QEMU keep what is on its screen, which
// it knows by SCREEN. The name of each file says what has to be in it: tests/screen.py compares.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/screen.hpp>

namespace {

void show_modes(const Card &card, const Screen &screen)
{
    for (const auto [width, height] : {std::pair{640U, 480U}, {1024U, 768U}}) {
        Picture picture(card, width, height);
        picture.paint(width / 64);
        EXPECT(Commit(card).show(picture).mode(card.mode(width, height)).now(), 0, 0);
        screen.keep("mode", width, height, "pattern" + std::to_string(width / 64));
    }
}

/// By a commit that does not wait: its end comes as an event.
void flip(const Card &card, const Screen &screen)
{
    Picture first(card, 640, 480), second(card, 640, 480);
    first.paint(1);
    second.paint(2);
    EXPECT(Commit(card).show(first).mode(card.mode(640, 480)).now(), 0, 0);
    EXPECT(Commit(card)
               .plane("FB_ID", second.framebuffer)
               .now(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK, 42),
           0, 0);
    drm_event_vblank event{};
    EXPECT(read(card.fd, &event, sizeof(event)), sizeof(event), 0);
    EXPECT(event.base.type, DRM_EVENT_FLIP_COMPLETE, 0);
    EXPECT(event.user_data, 42, 0);
    EXPECT(event.crtc_id, card.crtc, 0);
    screen.keep("flip", 640, 480, "pattern2");
    EXPECT(first.has(1), true, 0);
}

/// What changed is told of a part only.
void damage(const Card &card, const Screen &screen)
{
    Picture picture(card, 640, 480);
    EXPECT(Commit(card).show(picture.paint(3)).mode(card.mode(640, 480)).now(), 0, 0);
    picture.paint(4, {100, 50, 200, 90});
    drm_mode_fb_dirty_cmd dirty{};
    drm_clip_rect clip{.x1 = 100, .y1 = 50, .x2 = 300, .y2 = 140};
    dirty.fb_id = picture.framebuffer;
    dirty.num_clips = 1;
    dirty.clips_ptr = address(&clip);
    // Who scans out of the buffer itself has no need to know.
    const int told = ioctl(card.fd, DRM_IOCTL_MODE_DIRTYFB, &dirty) ? errno : 0;
    EXPECT(told == 0 || told == ENOSYS, true, 0);
    screen.keep("damage", 640, 480, "pattern3_pattern4-100-50-200-90");
    EXPECT(Commit(card).active(false).now(), 0, 0);
    EXPECT(Commit(card).active(true).now(), 0, 0);
    screen.keep("again", 640, 480, "pattern3_pattern4-100-50-200-90");
}

int create(const Card &card, std::uint32_t width, std::uint32_t height, std::uint32_t bpp)
{
    drm_mode_create_dumb create{};
    create.width = width;
    create.height = height;
    create.bpp = bpp;
    return ioctl(card.fd, DRM_IOCTL_MODE_CREATE_DUMB, &create);
}

int add(const Card &card, std::uint32_t handle, std::uint32_t format, std::uint32_t pitch,
        std::uint32_t offset)
{
    drm_mode_fb_cmd2 add{};
    add.width = 640;
    add.height = 480;
    add.pixel_format = format;
    add.handles[0] = handle;
    add.pitches[0] = pitch;
    add.offsets[0] = offset;
    return ioctl(card.fd, DRM_IOCTL_MODE_ADDFB2, &add);
}

void refusals(const Card &card, const char *path)
{
    EXPECT(create(card, 0, 480, 32), -1, EINVAL);
    EXPECT(create(card, 640, 0, 32), -1, EINVAL);
    EXPECT(create(card, 640, 480, 0), -1, EINVAL);
    EXPECT(create(card, ~0U, ~0U, 32), -1, EINVAL);
    const Picture picture(card, 640, 480);
    EXPECT(add(card, picture.handle, DRM_FORMAT_XRGB8888, 640 * 4 - 1, 0), -1, EINVAL);
    EXPECT(add(card, picture.handle, DRM_FORMAT_XRGB8888, picture.pitch, 1 << 24), -1, EINVAL);
    EXPECT(add(card, picture.handle, DRM_FORMAT_NV12, picture.pitch, 0), -1, EINVAL);
    EXPECT(add(card, 0x123456, DRM_FORMAT_XRGB8888, picture.pitch, 0), -1, ENOENT);
    const int other = open(path, O_RDWR | O_CLOEXEC);
    drm_mode_map_dumb map{.handle = picture.handle, .pad = 0, .offset = 0};
    EXPECT(ioctl(other, DRM_IOCTL_MODE_MAP_DUMB, &map), -1, ENOENT);
    close(other);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const Card card(argv[1]);
    const Screen screen{argv[2], argv[3]};
    show_modes(card, screen);
    flip(card, screen);
    damage(card, screen);
    refusals(card, argv[1]);
    return failures != 0;
}
