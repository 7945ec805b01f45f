import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../../bot/local/demonstration/places.ts';
import { startWard } from '../../../bot/local/ward/start-ward.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { PIXEL, personAt, pixel } from './open-ward.ts';

const photos = wardSeven.channels[0]?.id ?? '';

const PROGRAM = `
import { startWard } from './bot/local/ward/start-ward.ts';
const ward = await startWard({ folder: process.argv[2], port: 0, botEndpoint: '' });
process.stdout.write(JSON.stringify(ward) + '\\n');
`;

/** A ward in a process of its own, that can be killed. */
const spawnWard = async (folder: string): Promise<{ ward: Ward; child: ChildProcess }> => {
  const program = join(folder, 'program.mts');
  const root = join(import.meta.dirname, '..', '..', '..');
  await writeFile(program, PROGRAM.replace('./bot', join(root, 'bot')));
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    return { ward: JSON.parse(chunk.toString()) as Ward, child };
  }
  throw new Error('the ward said nothing');
};

describe('A ward that is started again', () => {
  const folders: string[] = [];
  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'ward-again-'));
    folders.push(folder);
    return folder;
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  it('finds everything as it was after being killed in the middle of posting', async () => {
    const folder = await newFolder();
    const { ward, child } = await spawnWard(folder);
    const person = personAt(ward, nurse);
    await person.signIn();
    const answered: string[] = [];
    const posting = (async () => {
      for (;;) answered.push(await person.post(photos, { text: 'one more', inline: [pixel()] }));
    })();
    const stopped = posting.catch(() => 'the connection broke');
    while (answered.length < 20) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    expect(await stopped).toBe('the connection broke');

    const again = await startWard({ folder, port: 0, botEndpoint: '' });
    const seen = await personAt(again, nurse).see(photos);
    expect(seen.map((one) => one.id)).toEqual(expect.arrayContaining(answered));
    for (const message of seen) {
      const { bytes } = await personAt(again, nurse).image(message.attachments[0]?.key ?? '');
      expect(bytes.equals(PIXEL)).toBe(true);
    }
    expect((await personAt(again, nurse).call('GET', 'signed-in')).body).toEqual({ signedIn: true });
    expect(again.settings['MicrosoftAppPassword']).toBe(ward.settings['MicrosoftAppPassword']);
    await again.close();
  });

  it('drops a line that was cut short, and goes on', async () => {
    const folder = await newFolder();
    const first = await startWard({ folder, port: 0, botEndpoint: '' });
    const id = await personAt(first, nurse).post(photos, { text: 'whole' });
    await first.close();
    await appendFile(join(folder, 'world.jsonl'), '["messages","170000');
    const second = await startWard({ folder, port: 0, botEndpoint: '' });
    const next = await personAt(second, nurse).post(photos, { text: 'after' });
    await second.close();
    const third = await startWard({ folder, port: 0, botEndpoint: '' });
    expect((await personAt(third, nurse).see(photos)).map((one) => one.id)).toEqual([id, next]);
    await third.close();
  });

  it('begins a new world in less than a third of a second', async () => {
    const folder = await newFolder();
    const begin = performance.now();
    const ward = await startWard({ folder, port: 0, botEndpoint: '' });
    expect(performance.now() - begin).toBeLessThan(300);
    await ward.close();
  });

  it('refuses to start on a port that is taken, leaving the folder alone', async () => {
    const folder = await newFolder();
    const ward = await startWard({ folder, port: 0, botEndpoint: '' });
    const port = Number(new URL(ward.url).port);
    await expect(startWard({ folder, port, botEndpoint: '' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await ward.close();
  });
});
