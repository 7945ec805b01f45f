// The camera: shows, and never records. A photograph is one picture taken from it.

/**
 * @typedef {object} Camera
 * @property {boolean} selfie it faces the person who holds the phone
 * @property {() => Promise<Blob>} take
 * @property {() => void} stop
 */

/** A camera that thinks longer about one picture has given up. */
const STILL_MS = 2500;

/**
 * The best picture the camera has, else what it shows: phones give finer stills than their moving picture.
 *
 * @param {HTMLVideoElement} video
 * @param {'environment' | 'user'} facing
 * @returns {Promise<Camera | undefined>} undefined where there is none, or it is not allowed
 */
export async function openCamera(video, facing) {
  const stream = await streamOf(facing);
  const [track] = stream?.getVideoTracks() ?? [];
  if (stream === undefined || track === undefined) return undefined;
  video.srcObject = stream;
  await video.play();
  return {
    selfie: isSelfie(track),
    take: async () => (await still(track)) ?? shown(video),
    stop: () => {
      for (const one of stream.getTracks()) one.stop();
      video.srcObject = null;
    },
  };
}

/** @param {'environment' | 'user'} facing */
async function streamOf(facing) {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: facing }, width: { ideal: 1920 }, height: { ideal: 1080 } },
      audio: false,
    });
  } catch {
    // Refused, taken by another app, or not there: the page offers the other ways.
    return undefined;
  }
}

/** How many cameras there are to choose from. */
export async function countCameras() {
  try {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter(({ kind }) => kind === 'videoinput').length;
  } catch {
    return 0;
  }
}

/** @param {MediaStreamTrack} track */
const isSelfie = (track) => {
  const { facingMode } = track.getSettings();
  return facingMode === undefined ? /front|user|facetime|selfie/i.test(track.label) : facingMode === 'user';
};

/**
 * @param {MediaStreamTrack} track
 * @returns {Promise<Blob | undefined>}
 */
async function still(track) {
  const ImageCapture = Reflect.get(globalThis, 'ImageCapture');
  if (ImageCapture === undefined) return undefined;
  try {
    return await Promise.race([
      new ImageCapture(track).takePhoto(),
      new Promise((resolve) => setTimeout(() => resolve(undefined), STILL_MS)),
    ]);
  } catch {
    return undefined;
  }
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<Blob>}
 */
async function shown(video) {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
}
