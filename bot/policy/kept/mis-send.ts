import type { ImageSet, StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { KeptMisSend } from '../../set/journal.ts';
import type { MisSend } from '../../set/mis-send.ts';
import { isOpenMisSend } from '../../set/mis-send.ts';
import type { KindOfFact } from './kind.ts';

/** What somebody said went to the wrong people or shows another patient: a restore must not open it, or link it, again. */
export const keptMisSend: KindOfFact<KeptMisSend> = {
  of: (set) =>
    new Map(
      (set.state === 'stored' ? (set.misSends ?? []) : []).map(
        ({ id, kind, by, at, undoUntil, undone, closed }) => [
          id,
          {
            ...{ id, kind, by, at, undoUntil },
            ...(undone === undefined ? {} : { undone }),
            ...(closed === undefined ? {} : { closed }),
          },
        ],
      ),
    ),
  stricter: (before, after) =>
    [before, after].find((one) => one !== undefined && closes(one)) ?? after ?? before,
  into: (set, id, kept) => (set.state !== 'stored' ? set : withMisSend(set, id, kept)),
};

const closes = ({ undone, closed }: KeptMisSend): boolean =>
  undone === undefined && closed?.outcome !== 'opened-again';

const withMisSend = (set: StoredSet, id: string, kept: KeptMisSend | undefined): ImageSet => {
  const known = (set.misSends ?? []).find((one) => one.id === id);
  const others = (set.misSends ?? []).filter((one) => one.id !== id);
  if (kept === undefined) return { ...set, misSends: others };
  const said: MisSend = { ...unsaid(known), ...kept, told: known?.told ?? [] };
  const linked = known === undefined && kept.kind === 'wrong-patient' && closes(kept);
  return {
    ...set,
    images: linked ? set.images.map((image) => takenBack(image, kept)) : set.images,
    misSends: [...others, said],
  };
};

/** As known, but for what the journal says of it anew. */
const unsaid = (known: MisSend | undefined): Partial<MisSend> => {
  if (known === undefined) return {};
  const { undone: _undone, closed: _closed, ...rest } = known;
  return rest;
};

/** The restored ledger knows nothing of it yet: the link goes, and the record is told of its document once more. */
const takenBack = (image: StoredImage, { at, by }: KeptMisSend): StoredImage =>
  image.filing.state === 'unfiled'
    ? image
    : {
        ...image,
        filing: { state: 'unfiled' },
        retracted: [
          ...image.retracted,
          { document: image.filing.state === 'filed' ? image.filing.document : '', at, by, done: false },
        ],
      };

/** What is owed of them by a set that came back, whose duties are older than what was said. */
export const owedSince = (set: ImageSet): readonly string[] =>
  set.state === 'stored' && (set.misSends ?? []).some(isOpenMisSend)
    ? set.images.map((image) => image.id)
    : [];
