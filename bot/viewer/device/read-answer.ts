import type { Asked } from '../http/asked.ts';

/** What the browser's passkey said, as JSON in a form of our own; nothing where it is none. */
export const readAnswer = ({ form }: Pick<Asked, 'form'>): unknown => {
  try {
    return JSON.parse(form.get('answer') ?? 'null') as unknown;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
};
