import { describe, expect, it } from '@jest/globals';
import { HandedTokens } from '../../../bot/adapters/graph/hand-token.ts';
import { conversationId, messageId, personId, tenantId } from '../../../bot/set/ids.ts';
import type { MessagePlace } from '../../../bot/set/place.ts';

const at = (message: string): MessagePlace => ({
  place: {
    tenant: tenantId('tenant'),
    kind: 'channel',
    conversation: conversationId('ward'),
    reference: '{}',
  },
  message: messageId(message),
});
const nurse = personId('tenant', 'nurse');

describe('a poster’s token fetched for one removal', () => {
  it('is there once, for that message and that poster alone', () => {
    const handed = new HandedTokens();
    handed.hand(at('1'), nurse, { token: 'secret' });
    expect(handed.take(at('2'), nurse)).toBeUndefined();
    expect(handed.take(at('1'), personId('tenant', 'other'))).toBeUndefined();
    expect(handed.take(at('1'), nurse)).toEqual({ token: 'secret' });
    expect(handed.take(at('1'), nurse)).toBeUndefined();
  });
});
