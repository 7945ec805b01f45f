import { isMap, LineCounter, parseDocument } from 'yaml';
import type { YAMLMap } from 'yaml';
import { SafelightError } from '../set/errors.ts';
import { organisationId } from '../set/ids.ts';
import { HOUR } from '../set/instant.ts';
import type { ConversationRule, OrganisationPolicy, Policy, Rule } from './conversations.ts';
import { findOverlaps } from './find-overlaps.ts';
import { consentFrom, wardConsentFrom } from './read-consent.ts';
import { opinionsFrom } from './read-opinions.ts';
import { ownCopiesFrom } from './read-own-copies.ts';
import { GUID, Reader, SHORT_NAME } from './policy-reader.ts';
import { illustrationFrom, seriesFrom } from './read-series.ts';

/** What this reader understands; a file of another version may mean something else by the same words. */
const VERSION = /^1$/;

/** `policy-invalid`: every fault of the file, each with its line. */
export class PolicyFault extends SafelightError {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super('policy-invalid', { facts: { faults: faults.length } });
    this.faults = faults;
  }
}

/** Parses the trust's policy file. Unknown words are faults: a misspelt `protect` must never mean "unprotected". */
export const readPolicy = (text: string): Policy => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const reader = new Reader(lines);
  for (const error of document.errors)
    reader.faultAt(error.pos[0], error.message.split('\n')[0] ?? 'not YAML');
  const root = document.contents;
  // A file from before versions were written says none.
  if (isMap(root) && root.has('version'))
    reader.text(root, 'version', VERSION, '1: this Safelight reads no other');
  const organisations = isMap(root)
    ? reader
        .list(reader.known(root, ['version', 'organisations']), 'organisations')
        .flatMap((node) => reader.map(node, 'an organisation'))
        .map((map) => organisationFrom(map, reader))
    : [];
  if (!isMap(root)) reader.fault(root, 'the file must begin with "organisations:"');
  if (isMap(root) && organisations.length === 0)
    reader.fault(root, 'no organisation is listed: nothing would be protected');
  for (const { first, second, what } of findOverlaps(reader.listings))
    reader.faultOn(
      second.line,
      `${what} is listed under ${second.organisation} here and under ${first.organisation} at line ${first.line}: a conversation belongs to one organisation`,
    );
  if (reader.faults.length > 0) throw new PolicyFault(reader.faults);
  return { organisations };
};

const organisationFrom = (map: YAMLMap, reader: Reader): OrganisationPolicy => {
  reader.known(map, [
    'ods',
    'name',
    'viewerTenants',
    'refusedRoles',
    'people',
    'unfiledOwner',
    'mode',
    'lapseAfterHours',
    'conversations',
    'personalChats',
    'movedByHand',
    'patients',
    'alertsTo',
    'wristbands',
    'shifts',
    'onDuty',
    'informationGovernance',
    'consent',
    'opinions',
    'series',
    'illustration',
    'ownCopies',
  ]);
  const standing: Rule = ruleFrom(map, reader, { mode: 'protect', lapseAfterMs: 72 * HOUR });
  const ods = reader.text(map, 'ods', /^[A-Z0-9]{3,6}$/, 'an ODS code, e.g. RXX');
  return {
    id: organisationId(ods),
    name: reader.text(map, 'name', /\S/, 'the name people know it by'),
    viewerTenants: reader.texts(map, 'viewerTenants', GUID, 'a Microsoft Entra tenant id'),
    refusedRoles: map.has('refusedRoles') ? reader.texts(map, 'refusedRoles', /\S/, 'a role') : ['Student'],
    people: reader.texts(map, 'people', /^\*$|^[0-9a-f-]{36}$/, '"*" or a person\'s object id'),
    unfiledOwner: reader.text(map, 'unfiledOwner', GUID, "a person's object id"),
    conversations: reader
      .list(map, 'conversations')
      .flatMap((node) => reader.map(node, 'a conversation'))
      .map((one) => reader.listed(ods, one, conversationFrom(one, reader, standing))),
    ...alertsFrom(map, reader),
    ...wristbandsFrom(map, reader),
    ...dutyFrom(map, reader),
    ...consentFrom(map, reader),
    ...opinionsFrom(map, reader),
    ...seriesFrom(map, reader),
    ...illustrationFrom(map, reader),
    ...patientsFrom(map, reader),
    ...ownCopiesFrom(map, reader),
    ...ruleNamed(map, 'personalChats', reader, standing),
    ...ruleNamed(map, 'movedByHand', reader, standing),
  };
};

const ruleNamed = <Word extends 'personalChats' | 'movedByHand'>(
  map: YAMLMap,
  word: Word,
  reader: Reader,
  standing: Rule,
): { readonly [word in Word]?: Rule } => {
  if (!map.has(word)) return {};
  const node = map.get(word, true);
  if (!isMap(node)) {
    reader.fault(node ?? map, `"${word}" must be a list of words and values, e.g. mode: protect`);
    return {};
  }
  const rule = ruleFrom(reader.known(node, ['mode', 'lapseAfterHours']), reader, standing);
  return { [word]: rule } as { readonly [word in Word]: Rule };
};

const patientsFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'patients'> => {
  if (!map.has('patients')) return {};
  const node = map.get('patients', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"patients" must be a list of words and values, e.g. contact: …');
    return {};
  }
  reader.known(node, ['contact', 'privacyNotice', 'keptYears']);
  const one = (word: string, shape: RegExp, says: string): string | undefined =>
    node.has(word) ? reader.text(node, word, shape, says) : undefined;
  const contact = one('contact', /^[^<>]{3,160}$/, 'whom patients ask, in at most 160 letters');
  const privacyNotice = one('privacyNotice', /^https:\/\/[^\s"<>]+$/, 'an https address');
  const years = one('keptYears', /^[1-9][0-9]?$/, 'whole years, 1 to 99');
  return {
    patients: {
      ...(contact === undefined ? {} : { contact }),
      ...(privacyNotice === undefined ? {} : { privacyNotice }),
      ...(years === undefined ? {} : { keptYears: Number(years) }),
    },
  };
};

const alertsFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'alertsTo'> => {
  if (!map.has('alertsTo')) return {};
  const node = map.get('alertsTo', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"alertsTo" must name a team and a channel');
    return {};
  }
  reader.known(node, ['team', 'channel']);
  return {
    alertsTo: {
      team: reader.text(node, 'team', GUID, "the team's group id"),
      channel: reader.text(node, 'channel', /^19:.+@/, 'a channel id, 19:…'),
    },
  };
};

const dutyFrom = (
  map: YAMLMap,
  reader: Reader,
): Pick<OrganisationPolicy, 'shifts' | 'onDuty' | 'informationGovernance'> => ({
  ...(map.has('shifts')
    ? {
        shifts: reader
          .texts(
            map,
            'shifts',
            /^([01][0-9]|2[0-3]):[0-5][0-9]$/,
            'the times at which shifts begin, e.g. "07:30"',
          )
          .map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
      }
    : {}),
  ...(map.has('onDuty') ? { onDuty: reader.texts(map, 'onDuty', GUID, "a person's object id") } : {}),
  ...(map.has('informationGovernance')
    ? { informationGovernance: reader.texts(map, 'informationGovernance', GUID, "a person's object id") }
    : {}),
});

const wristbandsFrom = (map: YAMLMap, reader: Reader): Pick<OrganisationPolicy, 'wristbands'> => {
  if (!map.has('wristbands')) return {};
  const node = map.get('wristbands', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"wristbands" must be a list of words and values, e.g. gsrnPrefix: …');
    return {};
  }
  reader.known(node, [
    ...['gsrnPrefix', 'hospitalNumbers', 'hospitalFields', 'hospitalSystem', 'bareNhsNumbers'],
  ]);
  const pictures = (word: string, shape: RegExp, example: string): readonly string[] =>
    reader.texts(node, word, shape, `pictures of a number, # a digit and @ a capital, e.g. ${example}`);
  return {
    wristbands: {
      ...(node.has('gsrnPrefix')
        ? {
            gsrnPrefix: reader.text(
              node,
              'gsrnPrefix',
              /^[0-9]{7}$/,
              'the 7 digits of a GS1 prefix, in quotes',
            ),
          }
        : {}),
      ...(node.has('hospitalNumbers')
        ? {
            hospitalNumbers: pictures(
              'hospitalNumbers',
              WHOLE_PICTURE,
              'H#######; ten digits alone name no scheme',
            ),
          }
        : {}),
      ...(node.has('hospitalFields')
        ? { hospitalFields: pictures('hospitalFields', FIELD_PICTURE, 'RXX[H#######]') }
        : {}),
      ...(node.has('hospitalSystem')
        ? {
            hospitalSystem: reader.text(
              node,
              'hospitalSystem',
              /^(https?:\/\/|urn:)[^\s|]+$/,
              'the address that names this hospital’s numbers in its record',
            ),
          }
        : {}),
      ...(node.has('bareNhsNumbers')
        ? { bareNhsNumbers: reader.text(node, 'bareNhsNumbers', /^(yes|no)$/, 'yes or no') === 'yes' }
        : {}),
    },
  };
};

const conversationFrom = (map: YAMLMap, reader: Reader, standing: Rule): ConversationRule => {
  reader.known(map, [
    ...[
      'team',
      'channels',
      'except',
      'chat',
      'ward',
      'mode',
      'lapseAfterHours',
      'knownGuests',
      'writtenRequired',
    ],
  ]);
  const rule = {
    ...ruleFrom(map, reader, standing),
    ...wardConsentFrom(map, reader),
    ...(map.has('knownGuests')
      ? { knownGuests: reader.texts(map, 'knownGuests', GUID, "a person's object id") }
      : {}),
    ...(map.has('ward')
      ? { ward: reader.text(map, 'ward', SHORT_NAME, 'a name of at most 60 letters') }
      : {}),
  };
  if (map.has('team') === map.has('chat'))
    reader.fault(map, 'name either a team (with its channels) or a chat');
  if (map.has('chat'))
    return { ...rule, where: { kind: 'chat', chat: reader.text(map, 'chat', /^19:.+@/, 'a chat id, 19:…') } };
  return {
    ...rule,
    where: {
      kind: 'team',
      team: reader.text(map, 'team', GUID, "the team's group id"),
      channels: reader.texts(map, 'channels', /^\*$|^19:.+@/, '"*" or a channel id, 19:…'),
      except: map.has('except') ? reader.texts(map, 'except', /^19:.+@/, 'a channel id, 19:…') : [],
    },
  };
};

const ruleFrom = (map: YAMLMap, reader: Reader, standing: Rule): Rule => {
  const mode = map.has('mode')
    ? reader.text(map, 'mode', /^(protect|observe)$/, 'protect or observe')
    : standing.mode;
  const hours = map.has('lapseAfterHours')
    ? Number(reader.text(map, 'lapseAfterHours', /^[1-9][0-9]{0,3}$/, 'whole hours, 1 to 9999'))
    : undefined;
  return {
    mode: mode === 'observe' ? 'observe' : 'protect',
    lapseAfterMs: hours === undefined ? standing.lapseAfterMs : hours * HOUR,
  };
};

/** Five signs at least that differ from patient to patient: fewer would take a bed's label for a person. */
const WHOLE_PICTURE = /^(?=(?:[^#@]*[#@]){5})(?!#{10}$)[\w#@./-]{5,40}$/;
const FIELD_PICTURE = /^[\w#@./-]*\[(?=(?:[^#@\]]*[#@]){5})[\w#@./-]{5,40}\][\w#@./-]*$/;
