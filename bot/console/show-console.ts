import { approveDisposal } from '../actions/approve-disposal.ts';
import type { Facet } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import { setId } from '../set/ids.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import { membersOf } from '../viewer/consent/members.ts';
import { html } from '../viewer/html.ts';
import type { SignedInAnswer } from '../viewer/http/asked.ts';
import { redirect } from '../viewer/http/asked.ts';
import type { PartHealth } from '../viewer/http/plain.ts';
import { saidNo } from '../viewer/press.ts';
import type { Room } from '../viewer/room.ts';
import { consolePage } from './console-page.ts';
import type { CoverageShown } from './coverage-sections.ts';
import type { Refused } from './declined-section.ts';
import { declinedSection, isRefused } from './declined-section.ts';
import { governed, refuse } from './governed.ts';
import { misSendSection } from './mis-send-section.ts';
import { readExceptions } from './read-exceptions.ts';
import { phonesSection } from './phones-section.ts';
import { urgentCareSection } from './urgent-care-section.ts';

/** Of each list the oldest so many; how many there are in all is said. */
const ROWS = 100;

type ConsoleRoom = Pick<
  Room,
  'ledger' | 'policy' | 'clock' | 'poke' | 'names' | 'keys' | 'log' | 'devices' | 'sessions'
> & {
  health(): Promise<readonly PartHealth[]>;
  /** Coverage and alerts about parts, where somebody looks after them. */
  readonly coverage?: (organisation: OrganisationId) => Promise<CoverageShown>;
};

/** `GET /console`: for the information governance role, about their own organisation and no other. */
export const showConsole =
  (room: ConsoleRoom): SignedInAnswer =>
  async ({ session: { account } }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const find = async (by: Facet): Promise<readonly ImageSet[]> =>
      (await room.ledger.find(own.id, { by, oldest: ROWS })).toReversed();
    const [health, tally, alerting, outstanding, unfiled, marked, coverage] = await Promise.all([
      room.health(),
      room.ledger.tally(own.id),
      find('alerting'),
      find('outstanding'),
      find('unfiled'),
      find('marked'),
      room.coverage?.(own.id),
    ]);
    const now = room.clock.now();
    const exceptional = await readExceptions(room, own.id);
    const refused = await Promise.all(alerting.filter(isRefused).map((set) => withMembers(room, set)));
    return consolePage({
      account,
      organisation: own.name,
      now,
      exceptions: html`${misSendSection(exceptional, account, now)}${urgentCareSection(exceptional, account, now)}${await phonesSection(room, own.id)}`,
      declined: declinedSection(refused, account, now),
      health,
      ...(coverage === undefined ? {} : { coverage }),
      tally: tally.sets,
      alerting,
      outstanding: outstanding.filter(isStored),
      unfiled: unfiled.filter(isStored),
      marked: marked.filter(isStored),
    });
  };

/** `POST /console/approve`: the second person's word. */
export const pressApprove =
  (room: ConsoleRoom): SignedInAnswer =>
  async ({ session: { account }, form }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    try {
      await approveDisposal(room)({
        organisation: own.id,
        set: setId(form.get('set') ?? ''),
        account,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect('/console');
  };

/** Who could be named to open it; a chat that does not answer leaves the console to be read. */
const withMembers = async (room: ConsoleRoom, set: StoredSet): Promise<Refused> => ({
  set,
  members: await membersOf(room, set).catch((thrown: unknown) => {
    room.log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'members could not be asked');
    return [];
  }),
});

const isStored = (set: ImageSet): set is StoredSet => set.state === 'stored';
