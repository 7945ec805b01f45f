import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import { LEVELS } from '../set/consent.ts';
import type { Level } from '../set/consent.ts';
import { HOUR } from '../set/instant.ts';
import type { ConsentRules } from './consent/case.ts';
import { STANDING_RULES } from './consent/case.ts';
import type { ConversationRule, OrganisationPolicy } from './conversations.ts';
import type { Reader } from './policy-reader.ts';

type LevelList = 'writtenRequired' | 'writtenRequiredUnder18' | 'phoneLevels';

const ANY_LEVEL = new RegExp(`^(${LEVELS.join('|')})$`);
/** A short paragraph, and nothing a browser could take for markup. */
const OWN_WORDS = /^[^<>]{3,600}$/s;

const levelsIn = (map: YAMLMap, reader: Reader, word: LevelList): readonly Level[] => {
  if (!map.has(word)) return [];
  const named = reader.texts(map, word, ANY_LEVEL, `one of ${LEVELS.join(', ')}`);
  return LEVELS.filter((level) => named.includes(level));
};

/** A trust can ask for more than the guidance, never for less: publication is in writing everywhere (CON-17, CON-38). */
export const consentFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'consent'> => {
  if (!map.has('consent')) return {};
  const node = map.get('consent', true);
  if (!isMap(node)) {
    reader.fault(
      node ?? map,
      '"consent" must be a list of words and values, e.g. writtenRequired: [research]',
    );
    return {};
  }
  reader.known(node, [
    ...['writtenRequired', 'writtenRequiredUnder18', 'phoneLevels', 'ownWords', 'lapseAfterHoursUnder18'],
  ]);
  const { writtenRequired, phoneLevels } = STANDING_RULES;
  const young = levelsIn(node, reader, 'writtenRequiredUnder18');
  return {
    consent: {
      writtenRequired: [...new Set([...writtenRequired, ...levelsIn(node, reader, 'writtenRequired')])],
      phoneLevels: node.has('phoneLevels') ? levelsIn(node, reader, 'phoneLevels') : phoneLevels,
      ...(young.length === 0 ? {} : { writtenRequiredUnder18: young }),
      ...ownWordsIn(node, reader),
      ...lapseIn(node, reader),
    },
  };
};

/** CON-39: shown beside our own words, as it stands. */
const ownWordsIn = (node: YAMLMap, reader: Reader): Pick<ConsentRules, 'ownWords'> =>
  node.has('ownWords')
    ? { ownWords: reader.text(node, 'ownWords', OWN_WORDS, '3 to 600 letters without < or >').trim() }
    : {};

/** CAP-05: how long a card of somebody under 18 opens. */
const lapseIn = (node: YAMLMap, reader: Reader): Pick<ConsentRules, 'lapseAfterMsUnder18'> =>
  node.has('lapseAfterHoursUnder18')
    ? {
        lapseAfterMsUnder18:
          Number(reader.text(node, 'lapseAfterHoursUnder18', /^[1-9][0-9]{0,3}$/, 'whole hours, 1 to 9999')) *
          HOUR,
      }
    : {};

/** CON-38: what one ward asks for in writing beside the rest of its organisation. */
export const wardConsentFrom = (map: YAMLMap, reader: Reader): Pick<ConversationRule, 'writtenRequired'> =>
  map.has('writtenRequired') ? { writtenRequired: levelsIn(map, reader, 'writtenRequired') } : {};
