import { SafelightError } from '../../set/errors.ts';
import type { Place } from '../../set/place.ts';
import { at, parse, text } from '../wire/read-json.ts';

/** What speaking unasked needs: where the conversation is served and what the Bot Connector calls it. No text, no token. */
export interface Reference {
  readonly serviceUrl: string;
  /** The Bot Connector's id; for a personal chat another than Graph's. */
  readonly conversation: string;
  readonly bot: string;
}

export const writeReference = ({ serviceUrl, conversation, bot }: Reference): string =>
  JSON.stringify({ serviceUrl, conversation, bot });

/** Throws `card-refused` where the place was not written by this adapter. */
export const readReference = (place: Place): Reference => {
  const kept = parse(place.reference);
  const [serviceUrl, conversation, bot] = ['serviceUrl', 'conversation', 'bot'].map((name) =>
    text(at(kept, name)),
  );
  if (serviceUrl === undefined || conversation === undefined || bot === undefined) {
    throw new SafelightError('card-refused');
  }
  return { serviceUrl, conversation, bot };
};
