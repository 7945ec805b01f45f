import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import { onCallRoleId, tenantId } from '../set/ids.ts';
import type { OnCallRole } from '../set/rota.ts';
import type { OrganisationPolicy } from './conversations.ts';
import type { Reader } from './policy-reader.ts';
import { GUID, SHORT_NAME } from './policy-reader.ts';
import { rotaFrom } from './opinion/read-rota.ts';
import type { NamedColleague, OpinionRules, OtherTrust } from './opinion/rules.ts';

const NUMBER = /^(?=.*\d)[A-Za-z0-9+() -]{3,40}$/;
const SAYS_NUMBER = 'a telephone or bleep number, in at most 40 letters';
const MINUTES = /^[1-9][0-9]{0,3}$/;
const ROLE = /^[a-z][a-z0-9-]{1,39}$/;
const MAIL = /^[^\s@<>"]{1,64}@[A-Za-z0-9.-]{1,190}$/;

/** Where a trust's file says nothing of it (issue D part 2). */
const STANDING = { urgent: 5, today: 60 };

/** Block `opinions` of an organisation. Every fault is the file's, with its line. */
export const opinionsFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'opinions'> => {
  if (!map.has('opinions')) return {};
  const node = map.get('opinions', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"opinions" must be a list of words and values, e.g. switchboard: …');
    return {};
  }
  reader.known(node, ['switchboard', 'seenWithin', 'askOutside', 'colleagues', 'otherTrusts', 'roles']);
  const roles = maps(node, 'roles', reader, 'a role').map((one) => roleFrom(one, reader));
  const named = new Set<string>();
  for (const { id } of roles) {
    if (named.has(id)) reader.fault(node, `the role "${id}" is listed twice`);
    named.add(id);
  }
  return {
    opinions: {
      switchboard: reader.text(node, 'switchboard', NUMBER, SAYS_NUMBER),
      seenWithin: seenWithinFrom(node, reader),
      askOutside: node.has('askOutside')
        ? reader.text(node, 'askOutside', /^(yes|no)$/, 'yes or no') === 'yes'
        : false,
      colleagues: maps(node, 'colleagues', reader, 'a colleague').map((one) => colleagueFrom(one, reader)),
      otherTrusts: maps(node, 'otherTrusts', reader, 'another trust').map((one) =>
        trustFrom(one, map, reader),
      ),
      roles,
    },
  };
};

const seenWithinFrom = (node: YAMLMap, reader: Reader): OpinionRules['seenWithin'] => {
  if (!node.has('seenWithin')) return STANDING;
  const limits = node.get('seenWithin', true);
  if (!isMap(limits)) {
    reader.fault(limits ?? node, '"seenWithin" must be minutes by urgency, e.g. { urgent: 5, today: 60 }');
    return STANDING;
  }
  reader.known(limits, ['urgent', 'today']);
  const minutes = (word: 'urgent' | 'today'): number =>
    limits.has(word)
      ? Number(reader.text(limits, word, MINUTES, 'whole minutes, 1 to 9999'))
      : STANDING[word];
  return { urgent: minutes('urgent'), today: minutes('today') };
};

const colleagueFrom = (map: YAMLMap, reader: Reader): NamedColleague => {
  reader.known(map, ['oid', 'name']);
  return personFrom(map, reader);
};

const personFrom = (map: YAMLMap, reader: Reader): NamedColleague => ({
  oid: reader.text(map, 'oid', GUID, "a person's object id"),
  name: reader.text(map, 'name', SHORT_NAME, 'a name of at most 60 letters'),
});

const trustFrom = (map: YAMLMap, organisation: YAMLMap, reader: Reader): OtherTrust => {
  reader.known(map, ['tenant', 'name', 'people']);
  const tenant = reader.text(map, 'tenant', GUID, 'a Microsoft Entra tenant id');
  // Asked for an opinion they open what they were asked about; a viewer tenant opens what its conversations hold.
  if (reader.list(organisation, 'viewerTenants').some((one) => String(one) === tenant))
    reader.fault(map, 'this tenant is one of viewerTenants: its people are no other trust’s');
  return {
    tenant: tenantId(tenant),
    name: reader.text(map, 'name', SHORT_NAME, 'a name of at most 60 letters'),
    people: maps(map, 'people', reader, 'a person').map((one) => {
      reader.known(one, ['oid', 'name', 'mail']);
      return {
        ...personFrom(one, reader),
        ...(one.has('mail') ? { mail: reader.text(one, 'mail', MAIL, 'an NHSmail address') } : {}),
      };
    }),
  };
};

const roleFrom = (map: YAMLMap, reader: Reader): OnCallRole => {
  reader.known(map, ['id', 'name', 'ring', 'rota']);
  return {
    id: onCallRoleId(
      reader.text(map, 'id', ROLE, 'small letters, digits and hyphens, e.g. plastics-registrar'),
    ),
    name: reader.text(map, 'name', SHORT_NAME, 'a name of at most 60 letters'),
    ring: reader.text(map, 'ring', NUMBER, SAYS_NUMBER),
    rota: rotaFrom(map, reader),
  };
};

const maps = (map: YAMLMap, word: string, reader: Reader, what: string): readonly YAMLMap[] =>
  map.has(word) ? reader.list(map, word).flatMap((node) => reader.map(node, what)) : [];
