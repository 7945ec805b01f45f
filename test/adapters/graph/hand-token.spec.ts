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
  it('is there once, for that message and that poster alone', async () => {
    const handed = new HandedTokens();
    handed.hand(at('1'), nurse, Promise.resolve({ token: 'secret' }));
    expect(await handed.take(at('2'), nurse)).toBeUndefined();
    expect(await handed.take(at('1'), personId('tenant', 'other'))).toBeUndefined();
    expect(await handed.take(at('1'), nurse)).toEqual({ token: 'secret' });
    expect(await handed.take(at('1'), nurse)).toBeUndefined();
  });

  it('may still be on its way when the removal comes', async () => {
    const handed = new HandedTokens();
    let arrive: (own: { token: string }) => void = () => undefined;
    const arriving = new Promise<{ token: string }>((resolve) => {
      arrive = resolve;
    });
    handed.hand(at('1'), nurse, arriving);
    const taken = handed.take(at('1'), nurse);
    arrive({ token: 'secret' });
    expect(await taken).toEqual({ token: 'secret' });
  });
});
