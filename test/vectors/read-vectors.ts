import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** Project Wycheproof's files, as they came (see NOTICE). */
const readGroup = (file: string): unknown => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const group = (JSON.parse(text) as { testGroups: unknown[] }).testGroups[0];
  if (group === undefined) throw new Error(`${file} holds no test group`);
  return group;
};

type ChunkedCase = Record<'comment' | 'key' | 'ctx' | 'ct' | 'msgSha512' | 'result', string> &
  Record<'tcId' | 'msgLength', number>;

export interface ChunkedVector {
  readonly tcId: number;
  readonly comment: string;
  readonly key: Buffer;
  readonly context: Buffer;
  readonly sealed: Buffer;
  readonly plainBytes: number;
  readonly plainSha512: string;
  readonly valid: boolean;
}

/** C2SP chunked-encryption with AES-256-GCM: 35 cases. */
export const chunkedVectors = (): readonly ChunkedVector[] => {
  const group = readGroup('c2sp_chunked_encryption_aes_256_gcm_test.json') as { tests: ChunkedCase[] };
  return group.tests.map((test) => ({
    tcId: test.tcId,
    comment: test.comment,
    key: Buffer.from(test.key, 'hex'),
    context: Buffer.from(test.ctx, 'hex'),
    sealed: inflateSync(Buffer.from(test.ct, 'hex')),
    plainBytes: test.msgLength,
    plainSha512: test.msgSha512,
    valid: test.result === 'valid',
  }));
};

export interface OaepVectors {
  readonly privateKeyPem: string;
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly msg: string;
    readonly ct: string;
    readonly label: string;
    readonly result: 'valid' | 'invalid';
  }[];
}

/** RSA-OAEP, 3072 bits, SHA-256 for hash and mask: 37 cases. */
export const oaepVectors = (): OaepVectors =>
  readGroup('rsa_oaep_3072_sha256_mgf1sha256_test.json') as OaepVectors;
