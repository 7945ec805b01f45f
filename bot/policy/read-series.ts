import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { OrganisationPolicy } from './conversations.ts';
import type { Reader } from './policy-reader.ts';
import { GUID } from './policy-reader.ts';

const block = (map: YAMLMap, reader: Reader, word: string, example: string): YAMLMap | undefined => {
  if (!map.has(word)) return undefined;
  const node = map.get(word, true);
  if (isMap(node)) return node;
  reader.fault(node ?? map, `"${word}" must be a list of words and values, e.g. ${example}`);
  return undefined;
};

/** `series`: who says when the next photograph of a wound is due. */
export const seriesFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'series'> => {
  const node = block(map, reader, 'series', 'plannedBy: [TissueViability]');
  if (node === undefined) return {};
  reader.known(node, ['plannedBy']);
  return { series: { plannedBy: reader.texts(node, 'plannedBy', /\S/, 'a role of the sign-in') } };
};

/** `illustration`: who leads Medical Illustration, and how a ward reaches it (QUAL-04). */
export const illustrationFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'illustration'> => {
  const node = block(map, reader, 'illustration', 'contact: bleep 2741, 08:30 to 17:00');
  if (node === undefined) return {};
  reader.known(node, ['lead', 'contact']);
  return {
    illustration: {
      ...(node.has('lead') ? { lead: reader.text(node, 'lead', GUID, "a person's object id") } : {}),
      ...(node.has('contact')
        ? {
            contact: reader.text(
              node,
              'contact',
              /^[^<>]{3,160}$/,
              'how it is reached and when, in at most 160 letters',
            ),
          }
        : {}),
    },
  };
};
