import { describe, expect, it } from '@jest/globals';
import { answerPress } from '../../../bot/adapters/teams/answer-press.ts';
import type { Teams } from '../../../bot/adapters/teams/open-teams.ts';
import type { ChatEvents } from '../../../bot/ports/chat-events.ts';

const pressed = {
  serviceUrl: 'https://smba.trafficmanager.net/uk/',
  conversation: { id: 'a:personal', conversationType: 'personal', tenantId: 'tenant' },
  from: { id: '29:nurse', aadObjectId: 'nurse' },
  value: { action: { verb: 'remove-now', data: { set: 'set-1' } } },
};

describe('An old “Remove now”, pressed in the poster’s chat', () => {
  it('is replaced by words that nothing is left to do, without a button', async () => {
    const teams = { bot: { appId: 'app' } } as unknown as Teams;
    const events = {
      pressed: async () => ({ kind: 'notice', notice: { kind: 'ask-over', removed: false } }),
    } as unknown as ChatEvents;
    const answer = await answerPress(teams, pressed, events);
    expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(answer.value)).toMatch(/There is nothing left for you to remove/);
    expect(JSON.stringify(answer.value)).not.toMatch(/"actions"/);
  });
});
