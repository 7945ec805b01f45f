import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CoverageKept, Once, RegularWork } from '../../bot/ports/coverage.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { PartAlerts } from '../../bot/ports/part-alerts.ts';
import type { Coverage } from '../../bot/set/coverage.ts';
import { conversationId, tenantId } from '../../bot/set/ids.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import type { PartAlert } from '../../bot/set/part-alert.ts';
import { A, B, only, received, START } from './ledger-samples.ts';

export interface MadeCoverage {
  readonly coverage: CoverageKept;
  readonly once: Once;
  readonly work: RegularWork;
  readonly alerts: PartAlerts;
  readonly ledger: Pick<Ledger, 'audit' | 'receive' | 'find'>;
  readonly close: () => Promise<void>;
}

const covered = (conversation: string, more: Partial<Coverage> = {}): Coverage => ({
  place: {
    tenant: tenantId('tenant-1'),
    kind: 'channel',
    team: 'team-1',
    conversation: conversationId(conversation),
    reference: 'there',
  },
  mode: 'protect',
  checkedAt: START,
  gaps: [],
  notSignedIn: [{ tid: tenantId('tenant-1'), oid: 'nurse-1' }],
  outsiders: [],
  ...more,
});

/** What every keeper of coverage and of open alerts must do (bot/ports/coverage.ts, bot/ports/part-alerts.ts). */
export const coverageContract = (name: string, make: () => Promise<MadeCoverage>): void => {
  describe(`coverage and alerts: ${name}`, () => {
    let made: MadeCoverage;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    it('keeps the last look at each conversation, apart by organisation', async () => {
      const { coverage } = made;
      await coverage.save(A, covered('19:a@thread.tacv2'));
      await coverage.save(A, covered('19:b@thread.tacv2'));
      await coverage.save(A, covered('19:a@thread.tacv2', { gaps: ['grant-missing'] }));
      expect(await coverage.all(A)).toEqual([
        covered('19:a@thread.tacv2', { gaps: ['grant-missing'] }),
        covered('19:b@thread.tacv2'),
      ]);
      expect(await coverage.all(B)).toEqual([]);
      await coverage.forget(A, conversationId('19:a@thread.tacv2'));
      expect(await coverage.all(A)).toEqual([covered('19:b@thread.tacv2')]);
    });

    it('lets one of many say a thing, and again only once it was forgotten', async () => {
      const { once } = made;
      const ask = () => once.first(A, 'sign-in', 'tenant-1 nurse-1', START);
      const answers = await Promise.all([ask(), ask(), ask()]);
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await once.said(A, 'sign-in')).toEqual(['tenant-1 nurse-1']);
      expect(await once.said(B, 'sign-in')).toEqual([]);
      const forgotten = await Promise.all([1, 2].map(() => once.forget(A, 'sign-in', 'tenant-1 nurse-1')));
      expect(forgotten.filter(Boolean)).toHaveLength(1);
      expect(await ask()).toBe(true);
    });

    it('gives regular work to one of many when its time has come, and brings it forward when asked', async () => {
      const { work } = made;
      expect(await work.turn(A, 'walk', START, later(START, HOUR))).toBe(false);
      await work.due(A, 'walk', START);
      expect(await work.waiting(A, START)).toEqual(['walk']);
      const turns = await Promise.all([1, 2, 3].map(() => work.turn(A, 'walk', START, later(START, HOUR))));
      expect(turns.filter(Boolean)).toHaveLength(1);
      expect(await work.waiting(A, START)).toEqual([]);
      await work.due(A, 'walk', later(START, 2 * HOUR));
      expect(await work.waiting(A, later(START, HOUR))).toEqual(['walk']);
      await work.due(A, 'walk', START);
      expect(await work.waiting(A, START)).toEqual(['walk']);
    });

    it('begins an alert once, lets one of many tell it, and closes it with its audit events', async () => {
      const { alerts, ledger } = made;
      await alerts.stands(A, 'store-down', '', START);
      await alerts.stands(A, 'store-down', '', later(START, MINUTE));
      const began: PartAlert = {
        what: 'store-down',
        subject: '',
        since: START,
        seenAt: later(START, MINUTE),
      };
      expect(await alerts.open(A)).toEqual([began]);
      const now = later(START, MINUTE);
      const told = await Promise.all([1, 2, 3].map(() => alerts.tell(A, began, now)));
      expect(told.filter(Boolean)).toHaveLength(1);
      const open = only(await alerts.open(A));
      expect(open.toldAt).toBe(now);
      await alerts.takeBack(A, began);
      expect(only(await alerts.open(A)).toldAt).toBeUndefined();
      await alerts.tell(A, began, now);
      expect(await alerts.close(A, { ...open, seenAt: START }, now)).toBe(false);
      const closed = await Promise.all([1, 2].map(() => alerts.close(A, open, later(now, MINUTE))));
      expect(closed.filter(Boolean)).toHaveLength(1);
      expect(await alerts.open(A)).toEqual([]);
      const kinds: string[] = [];
      for await (const { event } of ledger.audit.rows(A))
        kinds.push(`${event.kind} ${String(event.facts?.['what'])}`);
      expect(kinds).toEqual([
        'alert-raised store-down',
        'alert-raised store-down',
        'alert-closed store-down',
      ]);
    });

    it('finds what was posted lately, of one organisation, newest first', async () => {
      const { ledger } = made;
      const posted = async (organisation: typeof A, ago: number): Promise<string> => {
        const set = { ...received(organisation), postedAt: later(START, -ago) };
        await ledger.receive(set, [], []);
        return set.id;
      };
      const [day, hour] = [await posted(A, 24 * HOUR), await posted(A, HOUR)];
      await posted(A, 25 * HOUR);
      await posted(B, HOUR);
      const found = await ledger.find(A, { by: 'posted', since: later(START, -24 * HOUR) });
      expect(found.map((set) => set.id)).toEqual([hour, day]);
    });
  });
};
