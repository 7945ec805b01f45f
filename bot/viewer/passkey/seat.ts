import { createHash } from 'node:crypto';
import type { Session } from '../../set/account.ts';

/** Where somebody sits, as the audit says it: ids that open nothing. */
export interface Seat {
  readonly session: string;
  readonly device?: string;
}

/** The session's own id is a secret: what stands for it cannot be turned back. */
export const seatOf = ({ id, device }: Pick<Session, 'id' | 'device'>): Seat => ({
  session: createHash('sha256').update(`seat ${id}`).digest('hex').slice(0, 16),
  ...(device === undefined ? {} : { device }),
});
