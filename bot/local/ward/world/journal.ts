import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync } from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** One kind of record, by key. A `put` is on disk before it returns. */
export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  remove(key: string): void;
  values(): readonly T[];
}

const WORTH_REWRITING = 2000;

/**
 * The ward's world on disk: an append-only file of `[collection, key, value | null]` lines, the whole of it in
 * memory. A line is written before the answer that depends on it, so a killed ward starts as it was; a line cut
 * short by the kill was never answered and is dropped.
 */
export class Journal {
  readonly #path: string;
  readonly #kept = new Map<string, Map<string, unknown>>();
  #file: number;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, 'world.jsonl');
    if (existsSync(this.#path)) this.#read();
    this.#file = openSync(this.#path, 'a', 0o600);
  }

  collection<T>(name: string): Collection<T> {
    const kept = this.#of(name);
    return {
      get: (key) => kept.get(key) as T | undefined,
      put: (key, value) => {
        this.#append(name, key, value);
        kept.set(key, value);
      },
      remove: (key) => {
        this.#append(name, key, null);
        kept.delete(key);
      },
      values: () => [...kept.values()] as T[],
    };
  }

  close(): void {
    closeSync(this.#file);
    this.#file = -1;
  }

  #of(name: string): Map<string, unknown> {
    const found = this.#kept.get(name) ?? new Map<string, unknown>();
    this.#kept.set(name, found);
    return found;
  }

  #append(name: string, key: string, value: unknown): void {
    writeSync(this.#file, `${JSON.stringify([name, key, value])}\n`);
  }

  #read(): void {
    const bytes = readFileSync(this.#path);
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
    // A last line cut short goes: appending to it would spoil the next one.
    if (whole.length < bytes.length) truncateSync(this.#path, whole.length);
    const lines = whole.toString('utf8').split('\n').slice(0, -1);
    for (const line of lines) {
      const [name, key, value] = JSON.parse(line) as [string, string, unknown];
      if (value === null) this.#of(name).delete(key);
      else this.#of(name).set(key, value);
    }
    const live = [...this.#kept.values()].reduce((sum, kept) => sum + kept.size, 0);
    if (lines.length > WORTH_REWRITING + 2 * live) this.#rewrite();
  }

  /** Drops what was overwritten. */
  #rewrite(): void {
    const lines: string[] = [];
    for (const [name, kept] of this.#kept) {
      for (const [key, value] of kept) lines.push(`${JSON.stringify([name, key, value])}\n`);
    }
    writeFileSync(`${this.#path}.new`, lines.join(''), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}
