import sharp from 'sharp';

/** What a hospital's sticky label says. Nobody: the numbers are of the range set aside for testing. */
export interface Label {
  readonly name: string;
  readonly born: string;
  readonly nhsNumber: string;
  readonly hospitalNumber: string;
}

export const LABELS: readonly Label[] = [
  { name: 'CARTWRIGHT, Edna Mary', born: '14-Mar-1951', nhsNumber: '999 000 0018', hospitalNumber: 'K1234567' },
  { name: 'OKONKWO, Chidi', born: '02-Nov-1988', nhsNumber: '999 000 0026', hospitalNumber: 'K7654321' },
  { name: 'PRICE, Rhiannon', born: '29-Jul-2016', nhsNumber: '999 000 0034', hospitalNumber: 'K2468135' },
  { name: 'BEGUM, Shamima Akter', born: '30-Dec-1942', nhsNumber: '999 000 0042', hospitalNumber: 'K1357924' },
];

/** How it lies in the picture. */
export interface Lying {
  /** Of the label, in dots of a picture 1600 wide; its letters are a twentieth of that. */
  readonly width: number;
  readonly turned: number;
  /** Radius, in dots. */
  readonly blurred?: number;
  /** Of the light there is. */
  readonly light?: number;
  readonly jpeg?: number;
}

const svg = ({ name, born, nhsNumber, hospitalNumber }: Label, width: number): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width * 0.42}" viewBox="0 0 400 168">
    <rect width="400" height="168" fill="#f4f3ee" stroke="#999"/>
    <g font-family="sans-serif" font-size="22" fill="#222">
      <text x="14" y="34" font-weight="bold">${name}</text>
      <text x="14" y="70">DOB: ${born}</text>
      <text x="14" y="106">NHS No: ${nhsNumber}</text>
      <text x="14" y="142">Hosp No: ${hospitalNumber}</text>
    </g></svg>`);

/** The picture at most 1600 dots wide with a label in it, as a JPEG. */
export const withLabel = async (
  picture: Uint8Array,
  label: Label,
  { width, turned, blurred = 0, light = 1, jpeg = 80 }: Lying,
): Promise<Uint8Array> => {
  const lying = await sharp(svg(label, width)).rotate(turned, { background: '#0000' }).png().toBuffer();
  const below = await sharp(picture).autoOrient().resize(1_600, 1_600, { fit: 'inside' }).toBuffer();
  const laid = sharp(await sharp(below).composite([{ input: lying, left: 200, top: 200 }]).png().toBuffer());
  const seen = blurred === 0 ? laid : laid.blur(blurred);
  return Uint8Array.from(await seen.linear(light, 0).jpeg({ quality: jpeg }).toBuffer());
};
