import { describe, expect, it } from '@jest/globals';
import { filingOffer } from '../../bot/policy/filing.ts';
import { lookupHash, personId, setId } from '../../bot/set/ids.ts';
import { MINUTE, SECOND, later } from '../../bot/set/instant.ts';
import { POSTED_AT, POSTER, channelMessage, storedImage, storedSet } from '../actions/stored-set.ts';

const first = storedSet({ id: setId('first') });
const offered = (other: Parameters<typeof storedSet>[0]): boolean =>
  filingOffer([first, storedSet({ id: setId('other'), ...other })], first).some((set) => set.id === 'other');
const soon = later(POSTED_AT, 5 * MINUTE);

describe('Sets are offered as one filing', () => {
  it('when one person posted them in one thread within five minutes', () => {
    expect(offered({ origin: channelMessage('m2', 'm1'), postedAt: soon })).toBe(true);
    expect(offered({ origin: channelMessage('m2', 'm1'), postedAt: later(POSTED_AT, -5 * MINUTE) })).toBe(
      true,
    );
  });

  it('oldest first, each once', () => {
    const second = storedSet({ id: setId('second'), origin: channelMessage('m2', 'm1'), postedAt: soon });
    expect(filingOffer([second, first, second].slice(0, 2), second).map((set) => set.id)).toEqual([
      'first',
      'second',
    ]);
  });

  it('but not a second later', () => {
    expect(offered({ origin: channelMessage('m2', 'm1'), postedAt: later(soon, SECOND) })).toBe(false);
  });

  it('but not from another thread, though the channel is the same', () => {
    expect(offered({ origin: channelMessage('m2'), postedAt: soon })).toBe(false);
  });

  it('but not from another person', () => {
    expect(
      offered({ origin: channelMessage('m2', 'm1'), poster: personId(POSTER.tid, 'someone-else') }),
    ).toBe(false);
  });

  it('but not where everything is filed already, or was marked not clinical', () => {
    const origin = channelMessage('m2', 'm1');
    const patient = { lookup: lookupHash('00'), patient: 'sealed' };
    const filed = storedImage({ filing: { state: 'waiting', patient, by: POSTER, at: POSTED_AT } });
    expect(offered({ origin, images: [filed] })).toBe(false);
    expect(offered({ origin, notClinical: { by: POSTER, at: POSTED_AT } })).toBe(false);
  });

  it('and in a chat, which has no threads, by the chat', () => {
    const place = { ...channelMessage('m1').place, kind: 'groupChat' as const };
    const inChat = storedSet({ id: setId('first'), origin: { ...channelMessage('m1'), place } });
    const next = storedSet({ id: setId('next'), origin: { ...channelMessage('m2'), place } });
    expect(filingOffer([inChat, next], inChat)).toHaveLength(2);
  });
});
