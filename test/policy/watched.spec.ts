import { describe, expect, it } from '@jest/globals';
import type { ConversationRule, Policy } from '../../bot/policy/conversations.ts';
import { listedIn, watchedBy } from '../../bot/policy/watched.ts';
import { conversationId, organisationId, tenantId } from '../../bot/set/ids.ts';
import type { Place } from '../../bot/set/place.ts';

const rule = (where: ConversationRule['where']): ConversationRule => ({
  mode: 'protect',
  lapseAfterMs: 1,
  where,
});
const team = (channels: readonly string[], except: readonly string[] = []): ConversationRule =>
  rule({ kind: 'team', team: 'ward', channels, except });
const organisation = (id: string, ...conversations: readonly ConversationRule[]) => ({
  id: organisationId(id),
  name: id,
  viewerTenants: [],
  refusedRoles: [],
  people: ['*'],
  unfiledOwner: 'owner',
  conversations,
});
const place = (kind: Place['kind'], conversation: string, inTeam?: string): Place => ({
  tenant: tenantId('t'),
  kind,
  conversation: conversationId(conversation),
  reference: '',
  ...(inTeam === undefined ? {} : { team: inTeam }),
});
const general = place('channel', 'general', 'ward');
const night = place('groupChat', 'night');

describe('An installation', () => {
  const policy: Policy = {
    organisations: [
      organisation('XHB', team(['photos']), rule({ kind: 'chat', chat: 'night' })),
      organisation('XFV', team(['*'])),
    ],
  };
  it('counts for every organisation whose policy names the team or chat, by whichever channel it came', () => {
    expect(watchedBy(policy, general)).toEqual(['XHB', 'XFV']);
    expect(watchedBy(policy, night)).toEqual(['XHB']);
  });
  it('counts for nobody elsewhere, nor in a person’s own chat', () => {
    expect(watchedBy(policy, place('channel', 'photos', 'another'))).toEqual([]);
    expect(watchedBy(policy, place('personal', 'night'))).toEqual([]);
  });
});

describe('What of an installation is watched', () => {
  it('are the channels the policy names', () => {
    expect(listedIn(organisation('X', team(['photos', 'wounds'], ['wounds'])), general)).toEqual({
      all: false,
      conversations: ['photos'],
    });
  });
  it('are all channels but those left out, unless another line names them', () => {
    const listed = organisation('X', team(['*'], ['social', 'theatre']), team(['theatre']));
    expect(listedIn(listed, general)).toEqual({ all: true, except: new Set(['social']) });
  });
  it('is the chat itself', () => {
    const listed = organisation('X', team(['*']), rule({ kind: 'chat', chat: 'night' }));
    expect(listedIn(listed, night)).toEqual({ all: false, conversations: ['night'] });
  });
});
