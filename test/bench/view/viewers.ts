import { postgresSessions } from '../../../bot/adapters/postgres/sessions.ts';
import { createPool } from '../../../bot/adapters/postgres/pool.ts';
import { consultant, f1, nurse, registrar } from '../../../bot/local/demonstration/people.ts';
import { personId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';

export interface Viewers {
  /** A session of somebody who has never been seen: the cookie their browser sends. */
  next(): Promise<string>;
  /** The newest set in custody and its picture. */
  newestPicture(): Promise<{ readonly set: string; readonly image: string }>;
  close(): Promise<void>;
}

const MEMBERS = [nurse, f1, registrar, consultant];

/**
 * Sign-in itself is not measured, so sessions are begun as the sign-in begins them. Each has a name of its own, so that
 * no mark was ever drawn before; the four who may look are members of the ward in turn, since it is asked each time.
 */
export const openViewers = (databaseUrl: string): Viewers => {
  const pool = createPool({ url: databaseUrl, size: 2, onIdleError: () => undefined });
  const sessions = postgresSessions(pool);
  let count = 0;
  return {
    next: async () => {
      count += 1;
      const { tid, oid, roles } = MEMBERS[count % MEMBERS.length] ?? nurse;
      const { id } = await sessions.begin(
        {
          person: personId(tid, oid),
          name: `Dr Viewer Number-${count} Okonkwo`,
          roles,
          mfa: true,
          guest: false,
        },
        instant(Date.now()),
      );
      return `safelight-session=${id}`;
    },
    newestPicture: async () => {
      const { rows } = await pool.query<{ facts: { id: string; images: { id: string }[] } }>(
        `select facts from sets where facts->>'state' = 'stored' order by facts->>'storedAt' desc limit 1`,
      );
      const [row] = rows;
      const image = row?.facts.images[0]?.id;
      if (row === undefined || image === undefined) throw new Error('nothing is in custody');
      return { set: row.facts.id, image };
    },
    close: () => pool.end(),
  };
};
