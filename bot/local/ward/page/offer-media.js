/** TeamsJS `ErrorCode`: what Teams on a desk answers to whoever wants its camera, and what a person who changed their mind is. */
const NOT_HERE = { errorCode: 100 };
const CANCELLED = { errorCode: 8000 };
/** Characters of base64 a part: TeamsJS puts the parts together by their number, the last is 0. */
const PART = 256 * 1024;

/** @typedef {{ content: string, format: 'id', mimeType: string, name: string, size: number }} Media as TeamsJS has it */
/** @typedef {(part: unknown[], more: boolean) => void} Say one answer, and whether more of it follows */

/**
 * The client's own camera for pages in its frames, where the weather has one: a file that the person picks stands for
 * the photograph they would take.
 *
 * @param {import('./call-ward.js').Ward} ward
 */
export function offerMedia(ward) {
  /** @type {Map<string, File>} */
  const taken = new Map();

  /** @returns {Promise<unknown[]>} */
  const select = async () => {
    /** @type {import('../page-contract.ts').Weather} */
    const weather = await ward.call('GET', 'weather');
    if (weather.clientMedia !== true) return [NOT_HERE, []];
    const files = await pick();
    if (files.length === 0) return [CANCELLED, []];
    return [null, files.map((file) => keep(taken, file))];
  };

  /**
   * @param {unknown} id
   * @param {Say} say
   */
  const give = async (id, say) => {
    const file = taken.get(String(id));
    if (file === undefined) return say([{ error: { errorCode: 404 } }], false);
    const text = await base64(file);
    const parts = text.match(new RegExp(`.{1,${PART}}`, 'g')) ?? [];
    parts.forEach((chunk, at) => say([{ mediaChunk: { chunk, chunkSequence: at + 1 } }], true));
    return say([{ mediaChunk: { chunk: '', chunkSequence: 0 } }], false);
  };
  return { select, give };
}

/**
 * @param {Map<string, File>} taken
 * @param {File} file
 * @returns {Media}
 */
function keep(taken, file) {
  const id = crypto.randomUUID();
  taken.set(id, file);
  return { content: id, format: 'id', mimeType: file.type, name: file.name, size: file.size };
}

/** @returns {Promise<File[]>} none where the person picked none */
const pick = () =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.multiple = true;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''));
    reader.addEventListener('error', () => reject(new Error('The picture could not be read.')));
    reader.readAsDataURL(file);
  });
