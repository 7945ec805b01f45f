import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { SafelightError } from '../../set/errors.ts';

/** From our own disk: left to itself the package fetches it from another host. */
const load = (): Promise<unknown> => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
  return prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(wasm).buffer },
    fireImmediately: true,
  });
};
let loading: Promise<unknown> | undefined;

/** Side in modules, its quiet zone included, and the dark ones as one path: everything a picture of it needs. */
export interface Code {
  readonly side: number;
  readonly path: string;
}

/** A QR code (ISO/IEC 18004, correction M): it survives a creased sheet of paper. */
export const drawCode = async (text: string): Promise<Code> => {
  await (loading ??= load());
  const { svg, error } = await writeBarcode(text, { format: 'QRCode', ecLevel: 'M', scale: 1 });
  const side = /<svg width="(\d+)"/.exec(svg)?.[1];
  const path = /<path d="([^"]+)"/.exec(svg)?.[1];
  if (side === undefined || path === undefined || error !== '')
    throw new SafelightError('unexpected', { cause: new Error('the code could not be drawn') });
  return { side: Number(side), path };
};
