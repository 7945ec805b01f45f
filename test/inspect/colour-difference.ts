/** CIELAB under D65. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

const linear = (encoded: number): number =>
  encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
const encoded = (light: number): number => {
  const within = Math.min(1, Math.max(0, light));
  return within <= 0.0031308 ? within * 12.92 : 1.055 * within ** (1 / 2.4) - 0.055;
};

type Three = readonly [number, number, number];
type Matrix = readonly [Three, Three, Three];

const times = (matrix: Matrix, [x, y, z]: Three): Three => [
  matrix[0][0] * x + matrix[0][1] * y + matrix[0][2] * z,
  matrix[1][0] * x + matrix[1][1] * y + matrix[1][2] * z,
  matrix[2][0] * x + matrix[2][1] * y + matrix[2][2] * z,
];

/** Linear light to CIE XYZ, both with the white of D65 (CSS Color 4, section 18). */
const SRGB_TO_XYZ: Matrix = [
  [0.41239079926595934, 0.357584339383878, 0.1804807884018343],
  [0.21263900587151027, 0.715168678767756, 0.07219231536073371],
  [0.01933081871559182, 0.11919477979462598, 0.9505321522496607],
];
const P3_TO_XYZ: Matrix = [
  [0.4865709486482162, 0.26566769316909306, 0.1982172852343625],
  [0.2289745640697488, 0.6917385218365064, 0.079286914093745],
  [0, 0.04511338185890264, 1.043944368900976],
];
const XYZ_TO_SRGB: Matrix = [
  [3.2409699419045226, -1.537383177570094, -0.4986107602930034],
  [-0.9692436362808796, 1.8759675015077202, 0.04155505740717559],
  [0.05563007969699366, -0.20397695888897652, 1.0569715142428786],
];

const lightOf = (rgb: Three): Three => [linear(rgb[0] / 255), linear(rgb[1] / 255), linear(rgb[2] / 255)];

const labOf = ([x, y, z]: Three): Lab => {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.9504559270516716), f(y), f(z / 1.0890577507598784)];
  return { l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz) };
};

/** What an sRGB value, and what a Display P3 value, 0 to 255 each, looks like. */
export const srgbLab = (rgb: Three): Lab => labOf(times(SRGB_TO_XYZ, lightOf(rgb)));
export const p3Lab = (rgb: Three): Lab => labOf(times(P3_TO_XYZ, lightOf(rgb)));

/** The reference transform: relative colorimetric, what sRGB cannot show cut off at its edge. 0 to 255, whole. */
export const p3ToSrgb = (rgb: Three): Three => {
  const [r, g, b] = times(XYZ_TO_SRGB, times(P3_TO_XYZ, lightOf(rgb)));
  const whole = (light: number): number => Math.round(encoded(light) * 255);
  return [whole(r), whole(g), whole(b)];
};

const degrees = (radians: number): number => ((radians * 180) / Math.PI + 360) % 360;
const sine = (angle: number): number => Math.sin((angle * Math.PI) / 180);
const cosine = (angle: number): number => Math.cos((angle * Math.PI) / 180);

/** CIEDE2000 with all weights 1 (Sharma, Wu and Dalal 2005). About 1 is just noticed side by side. */
export const ciede2000 = (one: Lab, other: Lab): number => {
  const seven = (n: number): number => Math.sqrt(n ** 7 / (n ** 7 + 25 ** 7));
  const chroma = (Math.hypot(one.a, one.b) + Math.hypot(other.a, other.b)) / 2;
  const stretch = 1 + 0.5 * (1 - seven(chroma));
  const [a1, a2] = [one.a * stretch, other.a * stretch];
  const [c1, c2] = [Math.hypot(a1, one.b), Math.hypot(a2, other.b)];
  const [h1, h2] = [degrees(Math.atan2(one.b, a1)), degrees(Math.atan2(other.b, a2))];
  const grey = c1 * c2 === 0;
  const apart = Math.abs(h1 - h2) <= 180;
  const turn = grey ? 0 : h2 - h1 + (apart ? 0 : h2 <= h1 ? 360 : -360);
  const hue = grey ? h1 + h2 : (h1 + h2 + (apart ? 0 : h1 + h2 < 360 ? 360 : -360)) / 2;
  const [light, colour] = [(one.l + other.l) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * cosine(hue - 30) +
    0.24 * cosine(2 * hue) +
    0.32 * cosine(3 * hue + 6) -
    0.2 * cosine(4 * hue - 63);
  const lightness = (other.l - one.l) / (1 + (0.015 * (light - 50) ** 2) / Math.sqrt(20 + (light - 50) ** 2));
  const chromas = (c2 - c1) / (1 + 0.045 * colour);
  const hues = (2 * Math.sqrt(c1 * c2) * sine(turn / 2)) / (1 + 0.015 * colour * t);
  const rotation = -sine(60 * Math.exp(-(((hue - 275) / 25) ** 2))) * 2 * seven(colour);
  return Math.sqrt(lightness ** 2 + chromas ** 2 + hues ** 2 + rotation * chromas * hues);
};
