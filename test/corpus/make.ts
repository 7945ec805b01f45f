/**
 * Draws the corpus anew: `npx tsx test/corpus/make.ts [folder]`. Needs exiftool, heif-enc, ffmpeg and zip;
 * the files it made are kept in the repository, so no test needs any of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { drawScene, type Scene } from './draw-scene.ts';
import { makeBomb, makePdf } from './make-oddities.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('.', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'corpus-'));
const here = (name: string): string => join(folder, name);

const FOREARM: Omit<Scene, 'width' | 'height'> = {
  seed: 7,
  skin: [226, 176, 146],
  tilt: -0.35,
  drape: [58, 108, 128],
  wound: 0.17,
  grain: 9,
};

const draw = (scene: Scene): Sharp =>
  sharp(drawScene(scene), { raw: { width: scene.width, height: scene.height, channels: 3 } });

const exiftool = (...options: string[]): void => {
  execFileSync('exiftool', ['-q', '-overwrite_original', ...options]);
};

/** What a phone writes, and words that must never come out of the other end. */
const PHONE = [
  '-Make=Safelight',
  '-Model=Demonstration Phone 1',
  '-DateTimeOriginal=2025:11:14 09:41:07',
  '-OffsetTimeOriginal=+00:00',
  '-GPSLatitude=53.4098',
  '-GPSLatitudeRef=N',
  '-GPSLongitude=2.9669',
  '-GPSLongitudeRef=W',
];
const CANARY = [
  '-EXIF:ImageDescription=CANARY-DESCRIPTION 999 000 0042',
  '-EXIF:UserComment=CANARY-COMMENT 9990000042',
  '-XMP-dc:Description=CANARY-XMP 9990000042',
  '-XMP-exif:GPSLatitude=53,24.588N',
];

/** As a phone held upright writes it: the sensor's landscape pixels, and a note to turn them. */
const makePhonePhotograph = async (): Promise<void> => {
  const upright = draw({ ...FOREARM, width: 3024, height: 4032, grain: 20 });
  await upright.rotate(270).jpeg({ quality: 82 }).toFile(here('forearm.jpg'));
  const thumbnail = join(scratch, 'thumbnail.jpg');
  await sharp(here('forearm.jpg')).resize(160).jpeg().toFile(thumbnail);
  exiftool('-n', '-Orientation=6', here('forearm.jpg'));
  exiftool(...PHONE, ...CANARY, '-IPTC:Caption-Abstract=CANARY-IPTC', '-Comment=CANARY-COM', `-ThumbnailImage<=${thumbnail}`, here('forearm.jpg'));
};

const makeSameSceneInOtherFormats = async (): Promise<void> => {
  const scene = { ...FOREARM, width: 1512, height: 2016, grain: 5 };
  const pixels = drawScene(scene);
  const raw = (): Sharp => sharp(pixels, { raw: { width: scene.width, height: scene.height, channels: 3 } });
  await raw().withIccProfile('p3').jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toFile(here('forearm-display-p3.jpg'));
  await raw().webp({ quality: 80 }).toFile(here('forearm.webp'));
  await raw().avif({ quality: 60, effort: 2 }).toFile(here('forearm.avif'));
  await raw().resize(480).png().toFile(here('forearm.png'));
  await raw().resize(320).gif().toFile(here('forearm.gif'));
  await raw().resize(320).tiff({ compression: 'jpeg' }).toFile(here('forearm.tiff'));
  const source = join(scratch, 'source.png');
  await raw().withIccProfile('p3').png().toFile(source);
  execFileSync('heif-enc', ['-q', '62', '-o', here('forearm.heic'), source], { stdio: 'ignore' });
  exiftool(...PHONE, '-EXIF:ImageDescription=CANARY-DESCRIPTION', here('forearm.heic'));
  exiftool(...PHONE, '-XMP-dc:Description=CANARY-XMP', '-PNG:Comment=CANARY-TEXT', here('forearm.png'));
  exiftool(...PHONE, '-XMP-dc:Description=CANARY-XMP', here('forearm.webp'));
  exiftool('-DateTimeOriginal#=2025:02:31 25:61:00', here('forearm-display-p3.jpg'));
};

const PATIENTS: readonly (Partial<Scene> & { readonly name: string })[] = [
  { name: 'patient-a-1', seed: 11, skin: [232, 190, 166], tilt: 0.25, wound: 0.12 },
  { name: 'patient-a-2', seed: 12, skin: [232, 190, 166], tilt: 0.9, wound: 0 },
  { name: 'patient-b-1', seed: 21, skin: [141, 92, 66], tilt: -0.1, wound: 0.2, drape: [92, 118, 88] },
  { name: 'patient-b-2', seed: 22, skin: [141, 92, 66], tilt: -0.7, wound: 0.09, drape: [92, 118, 88] },
  { name: 'patient-c-1', seed: 31, skin: [198, 140, 100], tilt: 0.5, wound: 0.15, drape: [150, 150, 160] },
  { name: 'patient-c-2', seed: 32, skin: [198, 140, 100], tilt: 1.2, wound: 0, drape: [150, 150, 160] },
];

const makePatients = async (): Promise<void> => {
  for (const [index, { name, ...differences }] of PATIENTS.entries()) {
    const file = here(`${name}.jpg`);
    await draw({ ...FOREARM, ...differences, width: 900, height: 1200, grain: 6 }).jpeg({ quality: 78 }).toFile(file);
    exiftool('-Make=Safelight', '-Model=Demonstration Phone 2', `-DateTimeOriginal=2025:11:14 10:0${index}:00`, '-OffsetTimeOriginal=+00:00', file);
  }
};

const makeFilm = async (): Promise<void> => {
  const still = join(scratch, 'still.png');
  await draw({ ...FOREARM, width: 320, height: 240, grain: 0 }).png().toFile(still);
  const place = ['-metadata', 'location=+53.4098-002.9669/', '-metadata', 'location-eng=+53.4098-002.9669/'];
  const film = ['-loop', '1', '-i', still, '-t', '1', '-r', '10', '-pix_fmt', 'yuv420p', ...place, '-bitexact'];
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...film, here('wound.mp4')]);
};

const makeOddities = async (): Promise<void> => {
  const photograph = readFileSync(here('patient-a-1.jpg'));
  writeFileSync(here('truncated.jpg'), photograph.subarray(0, Math.floor(photograph.length * 0.6)));
  writeFileSync(here('truncated.heic'), readFileSync(here('forearm.heic')).subarray(0, 60_000));
  writeFileSync(here('empty.jpg'), '');
  writeFileSync(here('drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>\n');
  writeFileSync(here('page.jpg'), '<!doctype html><title>x</title><script>alert(1)</script>\n');
  writeFileSync(join(scratch, 'tail.txt'), 'CANARY-TAIL 9990000042\n');
  execFileSync('zip', ['-q', '-X', '-j', join(scratch, 'tail.zip'), join(scratch, 'tail.txt')]);
  const small = await draw({ ...FOREARM, width: 300, height: 400, grain: 2 }).jpeg().toBuffer();
  writeFileSync(here('polyglot.jpg'), Buffer.concat([small, readFileSync(join(scratch, 'tail.zip'))]));
  writeFileSync(here('bomb.png'), makeBomb());
  writeFileSync(here('letter.pdf'), makePdf());
};

mkdirSync(folder, { recursive: true });
await makePhonePhotograph();
await makeSameSceneInOtherFormats();
await makePatients();
await makeFilm();
await makeOddities();
rmSync(scratch, { recursive: true });
