/** Something that must not be found, in one of the forms it could have been written in. */
export interface Needle {
  /** What it is, in words of the test: never the thing itself. */
  readonly what: string;
  readonly form: string;
  readonly bytes: Buffer;
}

export interface Secret {
  readonly what: string;
  readonly bytes: Uint8Array;
}

export const secretText = (what: string, text: string): Secret => ({ what, bytes: Buffer.from(text) });

/** Every form a program could have written a secret in; compressed forms are unfolded first (unfold.ts). */
export const formsOf = ({ what, bytes }: Secret): readonly Needle[] => {
  const plain = Buffer.from(bytes);
  const needle = (form: string, written: Buffer | string): Needle => ({
    what,
    form,
    bytes: Buffer.from(written as string),
  });
  return [
    needle('raw', plain),
    needle('hex', plain.toString('hex')),
    needle('HEX', plain.toString('hex').toUpperCase()),
    ...[0, 1, 2].flatMap((offset) => {
      const written = stableBase64(plain, offset);
      const url = written.replaceAll('+', '-').replaceAll('/', '_');
      return [
        needle(`base64 at ${offset}`, written),
        ...(url === written ? [] : [needle(`base64url at ${offset}`, url)]),
      ];
    }),
    needle('UTF-16LE', wide(plain)),
    needle('UTF-16BE', wide(plain).swap16()),
    ...percentEncoded(plain).map((written) => needle('percent-encoded', written)),
  ];
};

/** What base64 makes of the bytes `offset` bytes into a group of three, without the letters its neighbours decide. */
const stableBase64 = (bytes: Buffer, offset: number): string => {
  const written = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const before = Math.ceil((offset * 8) / 6);
  const whole = Math.floor(((offset + bytes.length) * 8) / 6);
  return written.slice(before, whole);
};

/** Each byte as the character of its number, as a string of JavaScript would hold it. */
const wide = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1'), 'utf16le');

/** As addresses write it, where that differs: with `%20` and with `+`. */
const percentEncoded = (bytes: Buffer): readonly string[] => {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return [];
  const written = encodeURIComponent(text);
  return written === text ? [] : [written, written.replaceAll('%20', '+')];
};
