import { createDecipheriv, privateDecrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import pg from 'pg';
import { sha256Of } from './make-pictures.ts';
import type { Outside } from './open-outside.ts';
import type { Books } from './oracle.ts';
import type { OurBooks } from './read-books.ts';

interface Row {
  readonly sha256: string;
  readonly blob: string;
  readonly key: Buffer;
}

/** The plain bot's stores. It keeps no audit, owes nothing it remembers, and raises no alert. */
export const readPlainBooks = async (outside: Outside): Promise<OurBooks> => {
  const admin = new pg.Pool({ connectionString: outside.databaseUrl, max: 2 });
  admin.on('error', () => undefined);
  const container = BlobServiceClient.fromConnectionString(outside.connectionString).getContainerClient(
    'plain',
  );
  const wrapping = await readFile(outside.keyFile);
  const rowsOf = async (message: string): Promise<readonly Row[]> =>
    (await admin.query<Row>('select sha256, blob, key from plain_images where message = $1', [message])).rows;

  const opens = async ({ sha256, blob, key }: Row): Promise<boolean> => {
    try {
      const sealed = await container.getBlockBlobClient(blob).downloadToBuffer();
      const plainKey = privateDecrypt({ key: wrapping, oaepHash: 'sha256' }, key);
      const decipher = createDecipheriv('aes-256-gcm', plainKey, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      return sha256Of(plain) === sha256;
    } catch {
      // Missing or changed: it does not open.
      return false;
    }
  };

  const custody: Books['custody'] = async (message) => {
    const rows = await rowsOf(message);
    const whole = await Promise.all(rows.map(opens));
    const kept = rows.filter((_, n) => whole[n]).map((row) => row.sha256);
    return {
      opens: new Set(kept),
      broken: rows.filter((_, n) => whole[n] !== true).map(() => 'a row names a picture that does not open'),
      doubled: kept.length > new Set(kept).size ? ['a picture is kept twice'] : [],
      sets: rows.length === 0 ? [] : [{ id: message, stored: true }],
    };
  };
  return {
    custody,
    audit: async () => [],
    owed: async () => 0,
    alerts: async () => 0,
    ageLeases: async () => undefined,
    owedInAll: async () => 0,
    strays: async () => 0,
    close: () => admin.end(),
  };
};
