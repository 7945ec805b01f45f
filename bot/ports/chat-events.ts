import type { Card, Notice } from '../../cards/model.ts';
import type { ErrorCode } from '../set/errors.ts';
import type { MessageId, PersonId, SetId } from '../set/ids.ts';
import type { RenewalReason } from '../set/image-set.ts';
import type { MoveAnswer } from '../set/moved.ts';
import type { Doorbell, MessagePlace, Place } from '../set/place.ts';

/** What the chat platform tells us. Each call writes rows at most and returns inside the platform's answer window. */
export interface ChatEvents {
  /** A message was posted, edited or brought back. Throws only where nothing could be recorded: the platform then re-sends. */
  rang(bell: Doorbell): Promise<void>;
  /** The app was added to a team or chat; a channel stands for its whole team. */
  installed(place: Place): Promise<void>;
  /** Whether the policy lists anything there; of a personal chat: whether it lists the person's own. */
  lists(place: Place, person: PersonId): boolean;
  /** People came to a team or chat the app is in, or left it. */
  membersChanged(place: Place): Promise<void>;
  pressed(press: Press): Promise<PressAnswer>;
  /** The person has just given (or renewed) the delegated token: what waits for them is owed again. */
  signedIn(person: PersonId): Promise<void>;
  /** A word in the personal chat that carries no image: answers with the person's own sets, no card needed. */
  asked(place: Place, person: PersonId): Promise<Notice>;
  /** Somebody wants to take a photograph: the page's address, for them alone and for a short time. */
  camera(asked: CameraAsked): string;
  /** Somebody moves a message by hand that is still in the conversation. Looks at it, so that the answer is true. */
  moved(asked: MoveAsked): Promise<MoveAnswer>;
}

export interface CameraAsked {
  /** Absent where the platform does not say, or the app is not there. */
  readonly place?: Place;
  readonly root?: MessageId;
  readonly by: PersonId;
}

export interface MoveAsked {
  readonly at: MessagePlace;
  readonly by: PersonId;
}

export type Press =
  | {
      readonly verb: 'not-clinical' | 'remove-now';
      readonly by: PersonId;
      readonly place: Place;
      readonly set: SetId;
    }
  | {
      readonly verb: 'renew';
      readonly reason: RenewalReason;
      readonly by: PersonId;
      readonly place: Place;
      readonly set: SetId;
    };

export type PressAnswer =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'done' }
  /** Shown in the place of what was pressed. */
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** The adapter starts the platform's own sign-in, then calls `signedIn`. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };
