/** Bytes asked for of a file: both ends count, as HTTP has it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a `Range` header asks of a file of `size` bytes (RFC 9110 section 14). Undefined: the whole. Several ranges at
 * once, other units and what is malformed are passed over, as the standard allows: the whole is sent.
 */
export const rangeOf = (header: string | undefined, size: number): ByteRange | 'none-there' | undefined => {
  const asked = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '');
  const [from = '', to = ''] = asked?.slice(1) ?? [];
  if (from === '') return to === '' ? undefined : ending(Number(to), size);
  const [first, last] = [Number(from), to === '' ? size - 1 : Number(to)];
  if (to !== '' && last < first) return undefined;
  return first >= size ? 'none-there' : { first, last: Math.min(last, size - 1) };
};

/** `bytes=-500`: the last 500, or all where there are fewer. */
const ending = (length: number, size: number): ByteRange | 'none-there' =>
  length === 0 || size === 0 ? 'none-there' : { first: Math.max(0, size - length), last: size - 1 };
