import { describe, expect, it } from '@jest/globals';
import { approveDisposal } from '../bot/actions/approve-disposal.ts';
import { markNotClinical } from '../bot/actions/mark-not-clinical.ts';
import { ROLES } from '../bot/policy/roles.ts';
import { verifyChain } from '../bot/audit/verify-chain.ts';
import { personId } from '../bot/set/ids.ts';
import { DAY, HOUR, later, MINUTE, SECOND } from '../bot/set/instant.ts';
import { nurse, startProcess, TENANT, workUntil, type Hospital } from './crash/hospital.ts';
import { ANOTHER, eventsOf, HERE, PICTURE, post, setOf, storedOf, wait } from './crash/post.ts';
import type { Cut } from './crash/power.ts';

const governance = {
  person: personId(TENANT, 'governance'),
  name: 'IG',
  mfa: true,
  guest: false,
  roles: [ROLES.informationGovernance],
};

/** A set of two pictures, rendered, marked and approved, a moment before it may be disposed of. */
const beforeDisposal = async () => {
  const { hospital, process, at } = await post({ inline: [PICTURE, ANOTHER] });
  await wait(hospital, process, HOUR);
  const { id, images } = await storedOf(hospital, at);
  await markNotClinical(hospital)({ organisation: HERE, set: id, by: nurse });
  await approveDisposal(hospital)({ organisation: HERE, set: id, account: governance });
  const due = later(hospital.clock.now(), 7 * DAY);
  await workUntil(hospital, process, later(due, -SECOND));
  return { hospital, at, due, names: images.map((image) => image.original.blob) };
};

const inStore = async ({ blobs }: Hospital, container: 'keys' | 'images'): Promise<number> => {
  let count = 0;
  for await (const _ of blobs.list(container)) count += 1;
  return count;
};

/** What must hold at any moment of a disposal, as faults. */
const faultsNow = async (hospital: Hospital, at: Parameters<typeof setOf>[1]): Promise<readonly string[]> => {
  const set = await setOf(hospital, at);
  const [keys, images] = [await inStore(hospital, 'keys'), await inStore(hospital, 'images')];
  const kinds = (await eventsOf(hospital)).map((event) => event.kind);
  const whole = (await verifyChain(HERE, hospital.ledger.audit.rows(HERE))).whole;
  const intended = kinds.includes('disposal-intended');
  return [
    ...(keys < 2 && set.state === 'stored' ? ['a key of the store went before the ledger’s'] : []),
    ...(images < 6 && keys > 0 ? ['a blob went before every key'] : []),
    ...((keys < 2 || set.state === 'disposed') && !intended ? ['something went that was not intended'] : []),
    ...(set.state === 'disposed' && /wrapped/.test(JSON.stringify(set)) ? ['the stub holds a key'] : []),
    ...(set.state === 'disposed' && set.leftover === undefined && images > 0
      ? ['called done, and is not']
      : []),
    ...(set.state === 'disposed' && set.leftover === undefined && !kinds.includes('set-disposed')
      ? ['done without its event']
      : []),
    ...(whole ? [] : ['the audit is broken']),
  ];
};

const disposeWith = async (cut?: Cut) => {
  const { hospital, at, due } = await beforeDisposal();
  const first = startProcess(hospital, cut === undefined ? {} : { cut });
  try {
    await workUntil(hospital, first, later(due, 2 * MINUTE));
  } catch (thrown) {
    if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
  }
  const afterCut = await faultsNow(hospital, at);
  await workUntil(hospital, startProcess(hospital), later(due, 4 * MINUTE));
  const left = (await inStore(hospital, 'keys')) + (await inStore(hospital, 'images'));
  const set = await setOf(hospital, at);
  const faults = [...afterCut, ...(await faultsNow(hospital, at))];
  return { faults, left, set, calls: first.power.calls };
};

describe('A disposal', () => {
  it('destroys the ledger’s keys, then the store’s, then the pictures, and leaves the stub', async () => {
    const { faults, left, set, calls } = await disposeWith();
    expect([faults, left, set.state]).toEqual([[], 0, 'disposed']);
    expect(JSON.stringify(set)).not.toContain('leftover');
    expect(calls.filter((call) => call === 'blobs.destroy').length).toBeGreaterThan(6);
  });

  it('cut short before or after any outside call is finished by the next process, in that order', async () => {
    const { calls } = await disposeWith();
    const broken: unknown[] = [];
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const { faults, left, set } = await disposeWith({ at: at + 1, when });
        if (faults.length > 0 || left > 0 || set.state !== 'disposed' || set.leftover !== undefined)
          broken.push({ call: calls[at], when, faults, left, state: set.state });
      }
    expect(broken).toEqual([]);
  }, 120_000);

  it('is refused by a hold that was placed while it had begun, and nothing is destroyed', async () => {
    const { hospital, at, due, names } = await beforeDisposal();
    const { id } = await storedOf(hospital, at);
    const sound = hospital.blobs.put.bind(hospital.blobs);
    hospital.blobs.put = async (container, name, bytes) => {
      await sound(container, name, bytes);
      await hospital.ledger.change(HERE, id, {
        to: (row) =>
          row.state === 'stored'
            ? { ...row, hold: { since: hospital.clock.now(), by: governance.person } }
            : row,
        events: [],
      });
    };
    await workUntil(hospital, startProcess(hospital), later(due, 3 * DAY));
    expect((await storedOf(hospital, at)).images.map((image) => image.original.blob)).toEqual(names);
    expect([await inStore(hospital, 'keys'), await inStore(hospital, 'images')]).toEqual([2, 6]);
  });
});
