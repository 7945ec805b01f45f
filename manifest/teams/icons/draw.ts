/** Draws the app's icons: a safelight, the red lamp of a darkroom, which shows what must not be exposed. */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Teams: 192 pixels square, filled. */
const COLOR = `<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192" viewBox="0 0 192 192">
  <defs>
    <radialGradient id="glow" cx="50%" cy="58%" r="50%">
      <stop offset="0%" stop-color="#ff6b57" stop-opacity="0.75"/>
      <stop offset="100%" stop-color="#d5281b" stop-opacity="0"/>
    </radialGradient>
  </defs>
  <rect width="192" height="192" fill="#212b32"/>
  <circle cx="96" cy="112" r="84" fill="url(#glow)"/>
  <path d="M96 20v24" stroke="#f0f4f5" stroke-width="8" stroke-linecap="round"/>
  <path d="M74 48h44l30 52H44z" fill="#f0f4f5" stroke="#f0f4f5" stroke-width="8" stroke-linejoin="round"/>
  <path d="M66 112h60a30 30 0 0 1-60 0z" fill="#d5281b"/>
</svg>`;

/** Teams: 32 pixels square, white on nothing. */
const OUTLINE = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32"
  fill="none" stroke="#ffffff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
  <path d="M16 3v5M12 8h8l6 11H6zM11 23a5 5 0 0 0 10 0"/>
</svg>`;

for (const [name, drawing] of [
  ['color', COLOR],
  ['outline', OUTLINE],
] as const) {
  const file = fileURLToPath(new URL(`${name}.png`, import.meta.url));
  await sharp(Buffer.from(drawing)).png({ compressionLevel: 9 }).toFile(file);
}
