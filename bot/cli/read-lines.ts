import { createInterface } from 'node:readline';

/**
 * One line for each question, from whoever types or from a pipe: what names a patient never stands among a command's
 * words, which every process can read and a shell remembers. A line that does not come is empty.
 */
export const readLines = async (
  questions: readonly string[],
  { input, isTTY = false, ask }: AskedOn,
): Promise<readonly string[]> => {
  const lines = createInterface({ input, crlfDelay: Infinity });
  const found: string[] = [];
  const next = lines[Symbol.asyncIterator]();
  for (const question of questions) {
    if (isTTY) ask(question);
    const line = await next.next();
    found.push(line.done === true ? '' : line.value.trim());
  }
  lines.close();
  return found;
};

export interface AskedOn {
  readonly input: NodeJS.ReadableStream;
  readonly isTTY?: boolean;
  readonly ask: (question: string) => void;
}
