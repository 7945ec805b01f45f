import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Who else would see a picture than the people the patient was told of (CON-21). Each is asked about by itself. */
export type Audience = 'own-organisation' | 'other-trust';
/** `could-not-ask`: shown for the patient's own care all the same, and asked again at the next time. */
export type AudienceSaid = 'yes' | 'no' | 'could-not-ask';

export interface AudienceAsked {
  readonly audience: Audience;
  readonly said: AudienceSaid;
  readonly by: PersonId;
  readonly at: Instant;
}
