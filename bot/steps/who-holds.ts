import type { Policy } from '../policy/conversations.ts';
import { onCall } from '../policy/opinion/on-call.ts';
import { opinionsOf, roleOf } from '../policy/opinions-of.ts';
import type { Rotas } from '../ports/rotas.ts';
import type { OnCallRoleId, OrganisationId, PersonId } from '../set/ids.ts';
import { personId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/** The first on that role's rota at this moment; nobody where the rota is missing, over or has a gap. */
export const whoHolds =
  ({ policy, rotas }: { readonly policy: Policy; readonly rotas: Rotas }) =>
  async (organisation: OrganisationId, id: OnCallRoleId, at: Instant): Promise<readonly PersonId[]> => {
    const opinions = opinionsOf(policy, organisation);
    const role = opinions === undefined ? undefined : roleOf(opinions, id);
    if (opinions === undefined || role === undefined) return [];
    const found = onCall((await rotas.read(role.rota, at)).rota, at);
    return 'gap' in found ? [] : found.people.slice(0, 1).map((oid) => personId(opinions.tenant, oid));
  };
