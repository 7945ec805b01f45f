import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import { OWN_COPIES } from '../set/leaflet.ts';
import type { OwnCopies } from '../set/leaflet.ts';
import type { OrganisationPolicy } from './conversations.ts';
import type { Reader } from './policy-reader.ts';

/** `ownCopies`: what the trust decided about copies on the devices pictures are taken with (DEL-06, BAD 3.1.3). */
export const ownCopiesFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'ownCopies'> => {
  if (!map.has('ownCopies')) return {};
  const node = map.get('ownCopies', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"ownCopies" must be a list of words and values, e.g. rule: apart');
    return {};
  }
  reader.known(node, ['rule', 'agreed']);
  const said = reader.text(
    node,
    'rule',
    new RegExp(`^(${OWN_COPIES.join('|')})$`),
    `one of ${OWN_COPIES.join(', ')}`,
  );
  const rule = OWN_COPIES.find((one): one is OwnCopies => one === said);
  if (rule === undefined) return {};
  const agreed = node.has('agreed')
    ? reader.text(node, 'agreed', /^[^<>]{3,160}$/, 'where and when it was agreed, in at most 160 letters')
    : undefined;
  return { ownCopies: { rule, ...(agreed === undefined ? {} : { agreed }) } };
};
