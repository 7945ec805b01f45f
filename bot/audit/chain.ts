import { createHash } from 'node:crypto';
import type { AuditEvent } from '../set/event.ts';
import type { OrganisationId } from '../set/ids.ts';
import { canonical } from './canonical.ts';

/** The hash before the first row of every chain. */
export const GENESIS = '0'.repeat(64);

/** Hash of one row, bound to its organisation, its place in the chain and all rows before (FORMAT.md). */
export const link = (
  previousHash: string,
  organisation: OrganisationId,
  sequence: number,
  event: AuditEvent,
): string =>
  createHash('sha256')
    .update(`safelight-audit-1\n${previousHash}\n${canonical({ organisation, sequence, event })}`)
    .digest('hex');
