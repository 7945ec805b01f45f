import { isMap, isScalar, isSeq } from 'yaml';
import type { LineCounter, Node, YAMLMap } from 'yaml';
import type { ConversationRule } from './conversations.ts';
import type { Listing } from './find-overlaps.ts';

export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What people read on a notification: nothing a client could take for markup. */
export const SHORT_NAME = /^[^<>*_`[\]]{1,60}$/;

/** Reads one policy file, and keeps every fault with its line. */
export class Reader {
  readonly faults: string[] = [];
  /** Every conversation of every organisation, to be compared once all are read. */
  readonly listings: Listing[] = [];
  readonly #lines: LineCounter;
  constructor(lines: LineCounter) {
    this.#lines = lines;
  }
  faultOn(line: number, what: string): void {
    this.faults.push(`line ${line}: ${what}`);
  }
  faultAt(offset: number, what: string): void {
    this.faultOn(this.#lines.linePos(offset).line, what);
  }
  fault(node: Node | null | undefined, what: string): void {
    this.faultAt(node?.range?.[0] ?? 0, what);
  }
  listed(organisation: string, map: YAMLMap, rule: ConversationRule): ConversationRule {
    const { line } = this.#lines.linePos(map.range?.[0] ?? 0);
    this.listings.push({ organisation, line, where: rule.where });
    return rule;
  }
  known(map: YAMLMap, words: readonly string[]): YAMLMap {
    for (const { key } of map.items) {
      const word = isScalar(key) ? String(key.value) : '';
      if (!words.includes(word))
        this.fault(
          isScalar(key) ? key : map,
          `"${word}" is not a word of this file here (${words.join(', ')})`,
        );
    }
    return map;
  }
  map(node: unknown, what: string): YAMLMap[] {
    if (isMap(node)) return [node];
    this.fault(
      isScalar(node) || isSeq(node) ? node : undefined,
      `${what} must be a list of words and values`,
    );
    return [];
  }
  list(map: YAMLMap, word: string): readonly unknown[] {
    const node = map.get(word, true);
    if (isSeq(node)) return node.items;
    this.fault(node ?? map, `"${word}" must be a list`);
    return [];
  }
  text(map: YAMLMap, word: string, shape: RegExp, says: string): string {
    return this.#scalar(map.get(word, true) ?? undefined, map, word, shape, says);
  }
  texts(map: YAMLMap, word: string, shape: RegExp, says: string): readonly string[] {
    return this.list(map, word).map((node) => this.#scalar(node, map, word, shape, says));
  }
  #scalar(node: unknown, map: YAMLMap, word: string, shape: RegExp, says: string): string {
    const value = isScalar(node) ? String(node.value) : '';
    if (!shape.test(value)) this.fault(isScalar(node) ? node : map, `"${word}" must be ${says}`);
    return value;
  }
}
