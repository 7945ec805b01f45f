/** Three tones of skin, in sRGB, as well lit: dark skin is dark, and a picture of it is none the worse. */
export const TONES = { light: [226, 178, 150], brown: [148, 98, 70], dark: [84, 54, 42] } as const;
export type Tone = keyof typeof TONES;

const rgb = ([r, g, b]: readonly [number, number, number], by = 1): string =>
  `rgb(${[r, g, b].map((one) => Math.round(Math.min(255, one * by))).join(',')})`;

/** Fine and coarse grain over whatever lies below, drawn by the renderer's own noise. */
const grain = (id: string, seed: number, frequency: number, strength: number): string =>
  `<filter id="${id}" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="4" seed="${seed}" result="n"/>
  <feColorMatrix in="n" type="matrix" values="0.33 0.33 0.33 0 0 0.33 0.33 0.33 0 0 0.33 0.33 0.33 0 0 0 0 0 0 1" result="g"/>
  <feComposite in="SourceGraphic" in2="g" operator="arithmetic" k1="0" k2="1" k3="${strength}" k4="${-strength / 2}"/></filter>`;

const svg = (width: number, height: number, defs: string, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${defs}</defs>${body}</svg>`;

/** A back or a belly that fills the picture: a few moles, some hair, hardly an edge. */
export const skinSvg = (tone: Tone, seed: number, random: () => number, moles: number): string => {
  const [width, height] = [1600, 1200];
  const skin = TONES[tone];
  const spots = Array.from({ length: moles }, () => {
    const [x, y, r] = [random() * width, random() * height, 3 + random() * 14];
    return `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * (0.7 + random() * 0.3)}" fill="${rgb(skin, 0.55)}" opacity="0.85"/>`;
  });
  const hairs = Array.from({ length: moles * 4 }, () => {
    const [x, y] = [random() * width, random() * height];
    return `<path d="M${x} ${y} q ${random() * 40} ${random() * 30} ${20 + random() * 60} ${random() * 80}" stroke="${rgb(skin, 0.45)}" stroke-width="${1 + random()}" fill="none" opacity="0.6"/>`;
  });
  return svg(
    width,
    height,
    `<radialGradient id="l" cx="${0.3 + random() * 0.4}" cy="${0.3 + random() * 0.4}" r="0.9"><stop offset="0" stop-color="${rgb(skin, 1.08)}"/><stop offset="1" stop-color="${rgb(skin, 0.62)}"/></radialGradient>${grain('s', seed, 0.09, (0.16 * skin[0]) / 255)}`,
    `<g filter="url(#s)"><rect width="100%" height="100%" fill="url(#l)"/>${spots.join('')}${hairs.join('')}</g>`,
  );
};

/** A white dressing on skin, woven, with tape at its corners: white, and not burnt out. */
export const dressingSvg = (tone: Tone, seed: number, random: () => number): string => {
  const [width, height] = [1600, 1200];
  const skin = TONES[tone];
  const turn = random() * 30 - 15;
  const stain =
    random() < 0.6 ? `<ellipse cx="820" cy="620" rx="${60 + random() * 120}" ry="70" fill="rgb(150,60,40)" opacity="0.7"/>` : '';
  return svg(
    width,
    height,
    `<pattern id="w" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="rgb(238,238,233)"/><path d="M0 4.5h9M4.5 0v9" stroke="rgb(205,205,200)" stroke-width="2"/></pattern>
     <linearGradient id="l" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${rgb(skin, 1.05)}"/><stop offset="1" stop-color="${rgb(skin, 0.6)}"/></linearGradient>${grain('s', seed, 0.05, (0.14 * skin[0]) / 255)}`,
    `<g filter="url(#s)"><rect width="100%" height="100%" fill="url(#l)"/><g transform="rotate(${turn} 800 600)"><rect x="330" y="260" width="960" height="680" rx="24" fill="url(#w)"/>${stain}
     <rect x="250" y="230" width="180" height="90" fill="rgb(232,222,200)" opacity="0.85"/><rect x="1190" y="880" width="180" height="90" fill="rgb(232,222,200)" opacity="0.85"/></g></g>`,
  );
};
