import type { Captures } from '../../bot/ports/captures.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { CaptureId, OrganisationId } from '../../bot/set/ids.ts';
import { samePerson } from '../../bot/set/ids.ts';
import type { OpenCapture } from '../../bot/set/staged.ts';

/** Captures on their way in, in memory; events go to the ledger's audit. */
export const memoryCaptures = (
  append: (organisation: OrganisationId, events: readonly AuditEvent[]) => Promise<void>,
): Captures => {
  const kept = new Map<string, OpenCapture>();
  const keyOf = (organisation: OrganisationId, id: CaptureId): string => `${organisation} ${id}`;
  const blobsOf = ({ chunks }: OpenCapture) => chunks.map(({ blob }) => blob);
  return {
    begin: async (capture, most, events) => {
      const open = [...kept.values()].filter(
        (one) =>
          one.organisation === capture.organisation &&
          one.state === 'open' &&
          samePerson(one.person, capture.person),
      );
      if (open.length >= most) throw new SafelightError('too-many-requests');
      kept.set(keyOf(capture.organisation, capture.id), structuredClone(capture));
      await append(capture.organisation, events);
    },
    read: async (organisation, id, by) => {
      const found = kept.get(keyOf(organisation, id));
      return found !== undefined && samePerson(found.person, by) ? structuredClone(found) : undefined;
    },
    note: async (organisation, id, chunk) => {
      const found = kept.get(keyOf(organisation, id));
      if (found?.state !== 'open') return 'over';
      if (found.chunks.some((one) => one.image === chunk.image && one.chunk === chunk.chunk)) return 'known';
      const chunks = [...found.chunks, chunk].sort(
        (a, b) => (a.image < b.image ? -1 : a.image > b.image ? 1 : 0) || a.chunk - b.chunk,
      );
      kept.set(keyOf(organisation, id), { ...found, chunks });
      return 'noted';
    },
    freeze: async (organisation, id, set) => {
      const found = kept.get(keyOf(organisation, id));
      if (found === undefined || found.state === 'settled') return undefined;
      kept.set(keyOf(organisation, id), { ...found, state: 'frozen', set: found.set ?? set });
      return found.set ?? set;
    },
    settle: async (organisation, id) => {
      const found = kept.get(keyOf(organisation, id));
      if (found === undefined) return;
      const { key: _key, ...rest } = found;
      kept.set(keyOf(organisation, id), { ...rest, state: 'settled', chunks: [] });
    },
    remove: async (organisation, id, from, events) => {
      const found = kept.get(keyOf(organisation, id));
      if (found?.state !== from) return undefined;
      kept.delete(keyOf(organisation, id));
      await append(organisation, events);
      return blobsOf(found);
    },
    all: async (organisation) =>
      [...kept.values()]
        .filter((one) => one.organisation === organisation)
        .sort((a, b) => (a.begunAt + a.id < b.begunAt + b.id ? -1 : 1))
        .map((one) => structuredClone(one)),
  };
};
