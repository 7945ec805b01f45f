import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../bot/set/instant.ts';
import { byteBudget, keptWithin } from '../../../bot/steps/ingest/admit-bytes.ts';
import { A } from '../../contract/ledger-samples.ts';
import { nurse, openHospital, ring, startProcess, wardPlace } from '../../crash/hospital.ts';
import { PICTURE, storedOf, wait } from '../../crash/post.ts';

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield Buffer.alloc(size);
}
const read = async (bytes: AsyncIterable<Uint8Array>): Promise<number> => {
  let length = 0;
  for await (const chunk of bytes) length += chunk.length;
  return length;
};

describe('An original that is larger than the room it was given', () => {
  it('is read no further than that, and said to have outgrown it', async () => {
    const fits = keptWithin(chunks(4, 4, 2), 10);
    expect([await read(fits.bytes), fits.outgrown()]).toEqual([10, false]);
    const larger = keptWithin(chunks(4, 4, 3, 4), 10);
    expect([await read(larger.bytes), larger.outgrown()]).toEqual([8, true]);
  });

  it('is fetched anew with room for the largest, and taken into custody whole, once', async () => {
    const hospital = openHospital();
    hospital.chat.signedIn.add(nurse.oid);
    const sound = hospital.chat.read.open.bind(hospital.chat.read);
    let opened = 0;
    hospital.chat.read.open = async (...asked) => {
      opened += 1;
      return { ...(await sound(...asked)), expected: 5 };
    };
    const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const process = startProcess(hospital);
    await ring(hospital, process, at);
    await wait(hospital, process, MINUTE);
    const { images } = await storedOf(hospital, at);
    expect(images.map((image) => image.original.plainBytes)).toEqual([PICTURE.length]);
    expect(opened).toBe(2);
  });

  it('gives its small room back before it asks for the large one: many at once do not wait for each other for ever', async () => {
    const budget = byteBudget(100);
    const take = async (): Promise<void> => {
      (await budget.reserve(A, 16))();
      (await budget.reserve(A, 90))();
    };
    await Promise.all(Array.from({ length: 16 }, take));
    (await budget.reserve(A, 100))();
  });
});
