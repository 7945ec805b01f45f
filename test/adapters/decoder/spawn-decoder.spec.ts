import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { type DecoderOptions, spawnDecoder } from '../../../bot/adapters/decoder/spawn-decoder.ts';
import type { Decoder } from '../../../bot/ports/decoder.ts';
import { decoderContract } from '../../contract/decoder.ts';
import { corpus } from '../../corpus/corpus.ts';

const LOADER = ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href];
const script = (path: string): URL => pathToFileURL(resolve(path));
const real = (more: Partial<DecoderOptions> = {}): Decoder =>
  spawnDecoder({ script: script('bot/inspect/decoder-child.ts'), execArgv: LOADER, ...more });

decoderContract('in child processes', () => real());

const children = (): number[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('decoder-child') && line.trim().split(/\s+/)[1] === String(process.pid))
    .map((line) => Number(line.trim().split(/\s+/)[0]));

const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((wake) => setTimeout(wake, 10));
};

describe('a decoder whose child misbehaves', () => {
  let decoder: Decoder;
  beforeAll(() => {
    decoder = spawnDecoder({
      script: script('test/adapters/decoder/stubborn-child.ts'),
      execArgv: LOADER,
      timeoutMs: 8_000,
      maxRssBytes: 400 * 1_024 * 1_024,
    });
  });
  afterAll(() => decoder.close());
  const ask = async (how: string): Promise<string> =>
    Buffer.from(await decoder.watermark(new Uint8Array(8), how)).toString('utf8');

  it.each([
    ['die', 'ended', true],
    ['hang', 'timed-out', true],
    ['grow', 'too-much-memory', false],
    ['lie', 'broken-reply', true],
  ])('loses one request to a child that will %s, and serves the next', async (how, why, transient) => {
    const before = await ask('process id');
    await expect(ask(how)).rejects.toMatchObject({ code: 'cannot-be-decoded', transient, facts: { why } });
    const after = await ask('process id');
    expect(Number(after)).toBeGreaterThan(0);
    expect(after).not.toBe(before);
  });

  it('gives its child no key, password or token of its own', async () => {
    process.env['SAFELIGHT_TEST_SECRET'] = 'CANARY-SECRET';
    const environment = await ask('environment');
    delete process.env['SAFELIGHT_TEST_SECRET'];
    expect(environment).not.toContain('CANARY');
    expect(environment).not.toContain('HOME');
  });

  it('lets its child leave no core dump behind', async () => {
    if (process.platform !== 'linux') return;
    expect(await ask('limits')).toMatch(/Max core file size\s+0\s+0/);
  });
});

describe('the real decoder', () => {
  it('loses only the request whose child is killed in the middle', async () => {
    const decoder = real();
    const doomed = decoder.render(corpus('forearm.heic'), 'image/heic').then(
      () => undefined,
      (error: unknown) => error,
    );
    await until(() => children().length === 1);
    const first = children();
    const spared = decoder.render(corpus('patient-a-1.jpg'), 'image/jpeg');
    for (const pid of first) process.kill(pid, 'SIGKILL');
    expect(await doomed).toMatchObject({ transient: true });
    expect((await spared).screen.width).toBe(900);
    await decoder.close();
    expect(children()).toEqual([]);
  });

  it('does not call a picture broken when it is the decoder that cannot start', async () => {
    const decoder = spawnDecoder({
      script: script('test/adapters/decoder/no-such-program.ts'),
      execArgv: LOADER,
    });
    await expect(decoder.render(corpus('patient-a-1.jpg'), 'image/jpeg')).rejects.toMatchObject({
      code: 'unexpected',
      transient: true,
      facts: { why: 'did-not-start' },
    });
    await decoder.close();
  });
});
