import type { BoundDevice, DeviceEnd } from '../set/device.ts';
import type { DeviceId, PersonId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/** Phones bound to a person for a shift. What a phone's cookie holds is kept as its hash alone. */
export interface Devices {
  /** The secret for the phone's cookie, never told again. An earlier binding of the same passkey is over. */
  bind(device: BoundDevice): Promise<string>;
  /** The phone with this secret; undefined once its time is over or it was ended. */
  find(secret: string, now: Instant): Promise<BoundDevice | undefined>;
  /** False, and nothing changed, where the counter does not go up; phones that do not count say 0 always. */
  used(device: DeviceId, counter: number, now: Instant): Promise<boolean>;
  /** Ends those that stand, and every session on them; says which they were. */
  end(which: DeviceId | PersonId, now: Instant, why: DeviceEnd): Promise<readonly BoundDevice[]>;
  /** Of one person, bound since then, ended ones too; or everybody's: those that stand, those ended as lost. Newest first. */
  list(
    of:
      | { readonly person: PersonId; readonly since: Instant }
      | { readonly standing: Instant }
      | { readonly lostSince: Instant },
  ): Promise<readonly BoundDevice[]>;
}

/** What a passkey must sign: asked once, answered once, in time. */
export interface Challenges {
  /** 32 random bytes, base64url. `of`: the phone or the session it is asked of. */
  ask(of: string, now: Instant): Promise<string>;
  /** True once for what was asked of the same within five minutes. */
  take(of: string, challenge: string, now: Instant): Promise<boolean>;
}
