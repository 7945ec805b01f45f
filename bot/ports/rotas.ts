import type { Instant } from '../set/instant.ts';
import type { RotaRead, RotaSource } from '../set/rota.ts';

/** Reads rotas kept outside the policy file. Never throws: what cannot be read is `unreadable`, and nobody is on it. */
export interface Rotas {
  /** The newest copy that could be read, no older than a day. `missing`: there is none there. */
  read(source: RotaSource, now: Instant): Promise<RotaRead>;
}
