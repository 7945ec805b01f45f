/** A decoder child that does what a hostile picture might make one do; the mark it is asked to burn says what. */
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { readFrames, writeFrame } from '../../../bot/inspect/frames.ts';

const answers = new Socket({ fd: 3, readable: false, writable: true });
const say = (words: string): Promise<void> =>
  writeFrame(answers, { head: { ok: true }, bodies: [Buffer.from(words)] });
const hoard: Buffer[] = [];

const misbehave = async (how: unknown): Promise<void> => {
  switch (how) {
    case 'die':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'hang':
      for (;;);
    case 'grow':
      for (;;) {
        hoard.push(Buffer.alloc(16_000_000, 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    case 'lie':
      answers.write(Buffer.alloc(64, 0xff));
      return;
    case 'environment':
      await say(JSON.stringify(process.env));
      return;
    case 'limits':
      await say(readFileSync('/proc/self/limits', 'utf8'));
      return;
    default:
      await say(String(process.pid));
  }
};

await writeFrame(answers, { head: { ok: true }, bodies: [] });
for await (const { head } of readFrames(process.stdin)) await misbehave(head['mark']);
process.exit(0);
