// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_connector.h>
#include <drm/drm_crtc.h>
#include <drm/drm_drv.h>
#include <drm/drm_edid.h>
#include <drm/drm_encoder.h>
#include <drm/drm_framebuffer.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_atomic_helper.h>
#include <drm/drm_mode_config.h>
#include <drm/drm_modeset_helper_vtables.h>
#include <drm/drm_plane.h>
#include <drm/drm_vblank.h>
#include <linux/completion.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/math64.h>
#include <linux/time64.h>
#include <linux/version.h>

/* --- the device ------------------------------------------------------------------------------- */

int kcxx_drm_mode_config_init(struct drm_device *device, const struct drm_mode_config_funcs *funcs,
			      const struct drm_mode_config_helper_funcs *helpers)
{
	int error = drmm_mode_config_init(device);

	device->mode_config.funcs = funcs;
	device->mode_config.helper_private = helpers;
	return error;
}

void kcxx_drm_mode_config_set_limits(struct drm_device *device, int width, int height,
				     unsigned int cursor_width, unsigned int cursor_height)
{
	device->mode_config.max_width = width;
	device->mode_config.max_height = height;
	device->mode_config.cursor_width = cursor_width;
	device->mode_config.cursor_height = cursor_height;
	device->mode_config.preferred_depth = 24;
	/* What is drawn into is memory already: a console needs no second copy. */
	device->mode_config.prefer_shadow = 0;
	device->mode_config.async_page_flip = true;
	device->mode_config.quirk_addfb_prefer_host_byte_order = true;
}

/* Whether all that a screen consists of has a state: the core does not say when it could not make one. */
bool kcxx_drm_mode_config_is_reset(struct drm_device *device)
{
	struct drm_connector_list_iter connectors;
	struct drm_connector *connector;
	struct drm_plane *plane;
	struct drm_crtc *crtc;
	bool all = true;

	drm_for_each_plane(plane, device)
		all &= plane->state != NULL;
	drm_for_each_crtc(crtc, device)
		all &= crtc->state != NULL;
	drm_connector_list_iter_begin(device, &connectors);
	drm_for_each_connector_iter(connector, &connectors)
		all &= connector->state != NULL;
	drm_connector_list_iter_end(&connectors);
	return all;
}

/* A screen is on before it is drawn on, and not drawn on when it is off. Behind hw_done nothing of the new state
 * is looked at, which the next commit may free: as drm_atomic_helper_commit_tail_rpm(), but for that, and for the wait
 * for a blank. */
void kcxx_drm_commit_tail(struct drm_atomic_state *commit)
{
	drm_atomic_helper_commit_modeset_disables(commit->dev, commit);
	drm_atomic_helper_commit_modeset_enables(commit->dev, commit);
	drm_atomic_helper_commit_planes(commit->dev, commit, DRM_PLANE_COMMIT_ACTIVE_ONLY);
	drm_atomic_helper_fake_vblank(commit);
	drm_atomic_helper_commit_hw_done(commit);
	/* What was shown before is not scanned out any more, before the blank and behind it. */
	drm_atomic_helper_cleanup_planes(commit->dev, commit);
}

/* Whether what it is about is not on the screen yet as an earlier commit had it. */
bool kcxx_drm_commit_is_early(struct drm_atomic_state *commit)
{
	struct drm_crtc_state *before;
	struct drm_crtc *crtc;
	int i;

	for_each_old_crtc_in_state(commit, crtc, before, i)
		if (before->commit && !completion_done(&before->commit->flip_done))
			return true;
	return false;
}

/* Whether somebody draws there still: as drm_gem_plane_helper_prepare_fb() looks for, which is called later. */
static bool is_drawn_on(const struct drm_plane_state *picture)
{
	if (picture->fence && !dma_fence_is_signaled(picture->fence))
		return true;
	return picture->fb &&
	       !dma_resv_test_signaled(picture->fb->obj[0]->resv, dma_resv_usage_rw(false));
}

/* The CRTC of a commit that neither changes modes nor has to wait for somebody who still draws, or NULL. */
struct drm_crtc *kcxx_drm_commit_crtc_of_flip(struct drm_atomic_state *commit)
{
	struct drm_crtc_state *before, *now;
	struct drm_crtc *crtc, *only = NULL;
	struct drm_plane_state *picture;
	struct drm_plane *plane;
	int i;

	for_each_oldnew_crtc_in_state(commit, crtc, before, now, i) {
		if (only || !now->active || drm_atomic_crtc_needs_modeset(now))
			return NULL;
		if (before->commit && !completion_done(&before->commit->hw_done))
			return NULL;
		only = crtc;
	}
	for_each_new_plane_in_state(commit, plane, picture, i)
		if (is_drawn_on(picture))
			return NULL;
	return only;
}

/* Whether a mode is no more than its size and its rate. Both are the user's: the rate is one of a timer. */
enum drm_mode_status kcxx_drm_mode_check(const struct drm_display_mode *mode)
{
	const u64 shortest = NSEC_PER_MSEC, longest = 80 * NSEC_PER_MSEC;
	u64 frame;

	if (mode->flags & DRM_MODE_FLAG_3D_MASK)
		return MODE_NO_STEREO;
	if (mode->flags & DRM_MODE_FLAG_INTERLACE)
		return MODE_NO_INTERLACE;
	if (mode->flags & DRM_MODE_FLAG_DBLSCAN)
		return MODE_NO_DBLESCAN;
	if (mode->vscan > 1)
		return MODE_NO_VSCAN;
	if (mode->clock <= 0)
		return MODE_CLOCK_LOW;
	frame = div_u64((u64)mode->htotal * mode->vtotal * NSEC_PER_MSEC, mode->clock);
	if (frame < shortest)
		return MODE_CLOCK_HIGH;
	return frame > longest ? MODE_CLOCK_LOW : MODE_OK;
}

/* --- planes --------------------------------------------------------------------------------- */

void kcxx_drm_plane_helper_add(struct drm_plane *plane, const struct drm_plane_helper_funcs *funcs)
{
	drm_plane_helper_add(plane, funcs);
}

struct drm_plane_state *kcxx_drm_new_plane_state(struct drm_atomic_state *state,
						 struct drm_plane *plane)
{
	return drm_atomic_get_new_plane_state(state, plane);
}

struct drm_plane_state *kcxx_drm_old_plane_state(struct drm_atomic_state *state,
						 struct drm_plane *plane)
{
	return drm_atomic_get_old_plane_state(state, plane);
}

/* Not scaled; where `may_be_anywhere` is not set it fills the screen. */
int kcxx_drm_check_plane(struct drm_atomic_state *state, struct drm_plane *plane,
			 bool may_be_anywhere)
{
	struct drm_plane_state *new = drm_atomic_get_new_plane_state(state, plane);

	if (!new->crtc) {
		new->visible = false;
		return 0;
	}
	return drm_atomic_helper_check_plane_state(new, drm_atomic_get_new_crtc_state(state, new->crtc),
						   DRM_PLANE_NO_SCALING, DRM_PLANE_NO_SCALING,
						   may_be_anywhere, true);
}

/* --- crtcs ------------------------------------------------------------------------------------ */

/* Nobody but the caller knows a CRTC that this fails for. The core lists it before it has memory for all of it. */
int kcxx_drm_crtc_init_or_cleanup(struct drm_device *device, struct drm_crtc *crtc,
				  struct drm_plane *primary, struct drm_plane *cursor,
				  const struct drm_crtc_funcs *funcs)
{
	int error = drm_crtc_init_with_planes(device, crtc, primary, cursor, funcs, NULL);

	if (error && crtc->head.next)
		drm_crtc_cleanup(crtc);
	return error;
}

void kcxx_drm_crtc_helper_add(struct drm_crtc *crtc, const struct drm_crtc_helper_funcs *funcs)
{
	drm_crtc_helper_add(crtc, funcs);
}

struct drm_crtc_state *kcxx_drm_crtc_current_state(const struct drm_crtc *crtc)
{
	return crtc->state;
}

struct drm_crtc_state *kcxx_drm_new_crtc_state(struct drm_atomic_state *state, struct drm_crtc *crtc)
{
	return drm_atomic_get_new_crtc_state(state, crtc);
}

struct drm_plane *kcxx_drm_crtc_primary(const struct drm_crtc *crtc)
{
	return crtc->primary;
}

struct drm_plane *kcxx_drm_crtc_cursor(const struct drm_crtc *crtc)
{
	return crtc->cursor;
}

u32 kcxx_drm_crtc_mask(const struct drm_crtc *crtc)
{
	return drm_crtc_mask(crtc);
}

bool kcxx_drm_crtc_state_has_plane(const struct drm_crtc_state *state, const struct drm_plane *plane)
{
	return state->plane_mask & drm_plane_mask(plane);
}

bool kcxx_drm_crtc_needs_modeset(const struct drm_crtc_state *state)
{
	return drm_atomic_crtc_needs_modeset(state);
}

bool kcxx_drm_crtc_is_unplugged(const struct drm_crtc *crtc)
{
	return drm_dev_is_unplugged(crtc->dev);
}

struct drm_device *kcxx_drm_crtc_device(const struct drm_crtc *crtc)
{
	return crtc->dev;
}

/* In nanoseconds. */
int kcxx_drm_crtc_frame_duration(struct drm_crtc *crtc)
{
	return crtc->dev->vblank[drm_crtc_index(crtc)].framedur_ns;
}

/* Sends the event of a commit, with the next vertical blank or, where there is none or nobody wants to wait for it,
 * now. */
void kcxx_drm_crtc_send_event(struct drm_crtc *crtc, struct drm_crtc_state *state)
{
	struct drm_pending_vblank_event *event = state->event;

	if (!event)
		return;
	state->event = NULL;
	spin_lock_irq(&crtc->dev->event_lock);
	if (drm_crtc_vblank_get(crtc)) {
		drm_crtc_send_vblank_event(crtc, event);
	} else if (state->async_flip) {
		drm_crtc_send_vblank_event(crtc, event);
		drm_crtc_vblank_put(crtc);
	} else {
		drm_crtc_arm_vblank_event(crtc, event);
	}
	spin_unlock_irq(&crtc->dev->event_lock);
}

/* --- encoders and connectors ------------------------------------------------------------------ */

void kcxx_drm_encoder_set_possible_crtcs(struct drm_encoder *encoder, u32 mask)
{
	encoder->possible_crtcs = mask;
}

void kcxx_drm_connector_helper_add(struct drm_connector *connector,
				   const struct drm_connector_helper_funcs *funcs)
{
	drm_connector_helper_add(connector, funcs);
}

/* How many modes. */
int kcxx_drm_edid_connector_update(struct drm_connector *connector, const struct drm_edid *edid)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	return drm_edid_connector_update(connector, edid) ? 0 : drm_edid_connector_add_modes(connector);
#else
	return drm_edid_connector_update(connector, edid);
#endif
}
