import { errorWords } from '../../cards/text.ts';
import { approveDisposal } from '../actions/approve-disposal.ts';
import { ROLES } from '../policy/roles.ts';
import type { OrganisationPolicy } from '../policy/conversations.ts';
import type { Facet } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { setId } from '../set/ids.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Reply, SignedInAnswer } from '../viewer/http/asked.ts';
import { redirect } from '../viewer/http/asked.ts';
import type { PartHealth } from '../viewer/http/plain.ts';
import { messagePage } from '../viewer/message-page.ts';
import { saidNo } from '../viewer/press.ts';
import type { Room } from '../viewer/room.ts';
import { homeOf } from '../viewer/who.ts';
import { consolePage } from './console-page.ts';
import type { CoverageShown } from './coverage-sections.ts';

/** Of each list the oldest so many; how many there are in all is said. */
const ROWS = 100;

type ConsoleRoom = Pick<Room, 'ledger' | 'policy' | 'clock' | 'poke'> & {
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
    return consolePage({
      account,
      organisation: own.name,
      now: room.clock.now(),
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

const governed = ({ policy }: ConsoleRoom, account: Account): OrganisationPolicy | undefined => {
  if (!account.roles.includes(ROLES.informationGovernance)) return undefined;
  const home = homeOf(policy, account);
  return policy.organisations.find((one) => one.id === home);
};

const refuse = async (room: ConsoleRoom, account: Account): Promise<Reply> => {
  const home = homeOf(room.policy, account);
  if (home !== undefined)
    await room.ledger.audit.append(home, [
      { kind: 'open-refused', at: room.clock.now(), by: account.person, facts: { code: 'console' } },
    ]);
  return messagePage(404, errorWords['not-allowed'], account);
};

const isStored = (set: ImageSet): set is StoredSet => set.state === 'stored';
