import { errorWords } from '../../../cards/text.ts';
import { seriesDone, seriesWords } from '../../../cards/text/series.ts';
import type { SeriesDone } from '../../../cards/text/series.ts';
import { mayPlan } from '../../policy/series/next-photograph.ts';
import { scaleOf } from '../../policy/series/scale.ts';
import { patientOf, seriesOf } from '../../policy/series/series-of.ts';
import type { LookupHash } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { readWords } from '../read-words.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { plannersOf } from '../who.ts';
import type { Compared } from './compare-page.ts';
import { comparePage } from './compare-page.ts';
import { findSeries } from './find-series.ts';
import type { InTime } from './find-series.ts';
import { nameOfImage } from './picture-facts.ts';
import { seriesPage } from './series-page.ts';

type ShowRoom = Pick<Room, 'ledger' | 'chat' | 'keys' | 'policy' | 'clock' | 'log'>;

/** `GET /sets/:id/series`: of the patient of `?image=`, else of the first image linked to one. */
export const showSeries =
  (room: ShowRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openPatient(room, asked, asked.query.get('image'));
    if ('status' in found) return found;
    const { set, image, lookup } = found;
    const { account } = asked.session;
    const all = await findSeries(room, account, set.organisation, lookup);
    const now = room.clock.now();
    await room.ledger.audit.append(set.organisation, [
      {
        ...{ kind: 'series-listed', at: now, by: account.person, set: set.id, image: image.id },
        facts: { images: all.length, as: found.as },
      },
    ]);
    const words = await readWords(room)(set);
    const patient = words.images.get(image.id)?.patient;
    if (patient === undefined) return messagePage(409, seriesWords.notLinked, account);
    const done = doneFrom(asked.query.get('done'));
    return seriesPage({
      ...{ set, account, patient, now, image: image.id },
      bySource: asked.query.get('by') === 'source',
      series: seriesOf(all),
      others: found.others.map((one) => one.id),
      mayPlan: mayChange(found.as) && mayPlan(account, plannersOf(room.policy, set.organisation)),
      mayChange: mayChange(found.as),
      ...(done === undefined ? {} : { done }),
    });
  };

/** `GET /sets/:id/series/compare?a=&b=&as=`: both of one patient, and both this person's to open. */
export const showCompare =
  (room: ShowRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const [a, b] = [asked.query.get('a'), asked.query.get('b')];
    const found = await openPatient(room, asked, null, a);
    if ('status' in found) return found;
    const all = await findSeries(room, account, found.set.organisation, found.lookup);
    const pair = [a, b].map((name) => all.find((one) => nameOfImage(one) === name));
    const [one, two] = pair.flatMap((each) => shownOf(each) ?? []);
    if (a === b) return messagePage(400, { title: seriesWords.compare, whatToDo: seriesWords.same }, account);
    if (one === undefined || two === undefined) return messagePage(404, errorWords['not-allowed'], account);
    const [earlier, later] = one.at <= two.at ? [one, two] : [two, one];
    return comparePage({
      ...{ set: found.set.id, account, now: room.clock.now() },
      pair: [earlier, later],
      as: asked.query.get('as') === 'slider' ? 'slider' : 'side',
      scale: scaleOf(await measured(room, earlier), await measured(room, later)),
    });
  };

const shownOf = (one: InTime | undefined): Compared | undefined =>
  one?.image.renditions.state === 'ready' ? { ...one, shown: one.image.renditions } : undefined;

/** The camera's name is text, therefore sealed, and only asked for where two are compared. */
const measured = async (room: ShowRoom, { set, image }: Compared) => {
  const device = (await readWords(room)(set)).images.get(image.id)?.device;
  return { image, ...(device === undefined ? {} : { device }) };
};

interface OpenPatient {
  readonly set: StoredSet;
  readonly image: StoredImage;
  readonly lookup: LookupHash;
  readonly as: string;
  /** One image of each other patient of the set. */
  readonly others: readonly StoredImage[];
}

const openPatient = async (
  room: ShowRoom,
  asked: SignedIn,
  wanted: string | null,
  compared: string | null = null,
): Promise<OpenPatient | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  const linked = set.images.filter((one) => answer.images.includes(one.id) && patientOf(one) !== undefined);
  const image = linked.find((one) => one.id === wanted || `${set.id}.${one.id}` === compared) ?? linked[0];
  const lookup = image && patientOf(image)?.lookup;
  if (image === undefined || lookup === undefined)
    return messagePage(409, { ...seriesWords.notLinked, link: backTo(set) }, account);
  const rest = linked.filter((one) => patientOf(one)?.lookup !== lookup);
  const others = rest.filter(
    (one, at) => rest.findIndex((two) => patientOf(two)?.lookup === patientOf(one)?.lookup) === at,
  );
  return { set, image, lookup, others, as: answer.as };
};

const backTo = (set: StoredSet) => ({ href: `/sets/${set.id}`, text: seriesWords.back });

/** Whoever was asked, opened it in urgent care or judges quality looks, and changes nothing. */
export const mayChange = (as: string): boolean => as === 'member' || as === 'patient-record';

const doneFrom = (text: string | null): SeriesDone | undefined =>
  text !== null && Object.hasOwn(seriesDone, text) ? (text as SeriesDone) : undefined;
