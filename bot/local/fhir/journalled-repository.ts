import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { validateResource } from '@medplum/core';
import type { WithId } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Resource } from '@medplum/fhirtypes';

/** `[type, id, version or null]`: null is a deletion. */
type Line = readonly [type: string, id: string, resource: WithId<Resource> | null];

/**
 * Everything in memory, and every version in an append-only file that is on disk before the answer: a killed record
 * starts as it was. A line cut short by the kill was never answered and is dropped.
 */
export class JournalledRepository extends MemoryRepository {
  readonly #file: number;
  readonly #seen = new Set<string>();

  private constructor(file: number) {
    super();
    this.#file = file;
  }

  static async open(folder: string): Promise<JournalledRepository> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'record.jsonl');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    const repository = new JournalledRepository(openSync(path, 'a', 0o600));
    for (const line of whole.split('\n')) if (line !== '') await repository.#replay(JSON.parse(line) as Line);
    return repository;
  }

  /** Whether a resource of this id was ever here, deleted since or not. */
  knows(type: string, id: string): boolean {
    return this.#seen.has(`${type}/${id}`);
  }

  /** Every write comes through here: create, update, patch and batch. Throws an OperationOutcome for what FHIR forbids. */
  override async createResource<T extends Resource>(resource: T): Promise<WithId<T>> {
    // The memory repository alone would keep unknown properties without a word.
    validateResource(resource);
    const kept = await super.createResource(resource);
    this.#append([kept.resourceType, kept.id, kept]);
    return kept;
  }

  override async deleteResource(type: string, id: string): Promise<void> {
    await super.deleteResource(type, id);
    this.#append([type, id, null]);
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(line: Line): void {
    this.#seen.add(`${line[0]}/${line[1]}`);
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fdatasyncSync(this.#file);
  }

  async #replay([type, id, resource]: Line): Promise<void> {
    this.#seen.add(`${type}/${id}`);
    // Ids, versions and times stay as they were answered.
    if (resource !== null) await super.createResource(resource);
    else await super.deleteResource(type, id);
  }
}
