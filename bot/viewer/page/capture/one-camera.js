// The page's one camera: another is opened only once the first is put away.
/** @import { Camera } from './open-camera.js' */
import { part } from './on-page.js';
import { openCamera } from './open-camera.js';

/** @typedef {ReturnType<typeof oneCamera>} OneCamera */

export function oneCamera() {
  const video = /** @type {HTMLVideoElement} */ (part('video'));
  /** @type {Camera | undefined} */
  let open;
  /** @type {'environment' | 'user'} */
  let facing = 'environment';
  return {
    video,
    now: () => open,
    /** @param {'environment' | 'user'} [wanted] else the other one */
    turn: async (wanted) => {
      facing = wanted ?? (facing === 'environment' ? 'user' : 'environment');
      open?.stop();
      open = await openCamera(video, facing);
      // As a mirror does, so that a hand moves the way it is seen to; the photograph itself is not turned.
      video.classList.toggle('capture-camera__view--selfie', open?.selfie === true);
    },
  };
}
