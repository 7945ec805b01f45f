import { seriesName } from '../../../cards/text/series.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import { lookupOf } from '../../sealed/look-up.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../../policy/consent/restrict.ts';
import { seriesOf } from '../../policy/series/series-of.ts';
import type { Series } from '../../policy/series/series-of.ts';
import { SafelightError } from '../../set/errors.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import type { InTime } from '../series/find-series.ts';
import { findSeries } from '../series/find-series.ts';
import type { LastAnswer } from './contract.ts';
import type { CaptureAnswer } from './door.ts';
import { ownCapture, requireMember } from './open-capture.ts';
import { openPatient } from './patient-token.ts';
import { fields, JSON_LIMIT, text } from './read-json.ts';

type LastRoom = Pick<
  Room,
  'captures' | 'ledger' | 'chat' | 'keys' | 'policy' | 'clock' | 'cookieKey' | 'log'
>;

/**
 * `POST /capture/:id/last`: the newest photograph of each place of the patient confirmed here that this person may open
 * now, to be laid faintly over the camera (E5). None where Teams alone vouches for who sits there: no picture is shown
 * without Safelight's own sign-in; and none that is restricted or intimate.
 */
export const lastPhotographs =
  (room: LastRoom): CaptureAnswer =>
  async (asked) => {
    const capture = await ownCapture(room, asked);
    if (capture.state !== 'open') throw new SafelightError('capture-over');
    await requireMember(room, asked.account, capture.place);
    if (asked.bearer !== undefined) return json(200, { pictures: [] } satisfies LastAnswer);
    const { token } = fields(await asked.body.json(JSON_LIMIT));
    const now = room.clock.now();
    const patient = openPatient(room.cookieKey, capture, text(token), now);
    if (patient === undefined) throw new SafelightError('not-allowed');
    const { organisation, person } = capture;
    const lookup = await lookupOf(room, organisation, patient.nhsNumber);
    const all = await findSeries(room, asked.account, organisation, lookup);
    await room.ledger.audit.append(organisation, [
      { kind: 'series-listed', at: now, by: person, facts: { images: all.length, of: 'capture' } },
    ]);
    const pictures = seriesOf(all).flatMap((series) => lastOf(series, now));
    return json(200, { pictures } satisfies LastAnswer);
  };

const lastOf = (series: Series<InTime>, now: Instant): LastAnswer['pictures'] => {
  const last = series.images.find(
    ({ image }) => image.renditions.state === 'ready' && !isBlurredInGrid(factsOf(image)),
  );
  if (last === undefined || series.sited === undefined) return [];
  const name = seriesName(series.sited, series.number, series.isOneOfSeveral);
  return [
    {
      words: `${name}, ${ageWords(millis(now) - millis(last.at))}`,
      path: `/sets/${last.set.id}/images/${last.image.id}`,
    },
  ];
};
