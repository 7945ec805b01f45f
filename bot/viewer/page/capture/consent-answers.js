// From what was pressed to what is sent. Nothing is yes, and nothing is no, that nobody pressed.
/** @import { SentConsent, SentMethod, SentSignature, Strokes } from '../../capture/contract.ts' */
/** @import { Answer, Authority, CouldNotAsk, Informed } from '../../../set/consent.ts' */
/** @import { BodySiteCode } from '../../../set/body-site.ts' */
/** @import { AgeBand } from '../../../set/consented.ts' */

/** @typedef {(name: string) => string | undefined} Pressed */
/** @typedef {'teach-local' | 'teach-external' | 'research' | 'publication'} Use */
/** @type {readonly Use[]} */
export const USES = ['teach-local', 'teach-external', 'research', 'publication'];

/** @returns {SentConsent['answers']} */
const unset = () => ({
  making: 'unset',
  care: 'unset',
  secondary: 'unset',
  uses: { 'teach-local': 'unset', 'teach-external': 'unset', research: 'unset', publication: 'unset' },
});

/**
 * The one press whose words say all of it.
 *
 * @param {string | undefined} age pressed beside it, where the record does not say
 * @returns {SentConsent}
 */
export const agreedAloud = (age) => ({
  answers: { ...unset(), making: 'yes', care: 'yes' },
  secondaryAsked: false,
  objects: false,
  method: { how: 'verbal' },
  answering: { who: 'patient' },
  informed: { by: 'read-aloud', shown: [] },
  ...ageOf(age),
});

/**
 * The parts that were described when it was agreed to: a later picture of another one is asked about (CON-28). None
 * where any picture had no part yet, for then nobody knows what was meant.
 *
 * @param {readonly { facts: { site?: BodySiteCode | undefined } }[]} shots
 * @returns {Pick<SentConsent, 'areas'>}
 */
export const areasOf = (shots) => {
  const sites = shots.flatMap(({ facts }) => facts.site ?? []);
  return shots.length > 0 && sites.length === shots.length ? { areas: [...new Set(sites)] } : {};
};

/**
 * @param {Pressed} pressed
 * @param {(name: string) => SentSignature['strokes']} strokes
 * @returns {SentConsent}
 */
export const answersFrom = (pressed, strokes) => {
  const route = pressed('route');
  const isAsked = route === 'verbal' || route === 'parent' || route === 'written' || route === 'attorney';
  const method = methodFrom(route, pressed, strokes);
  const answering = answeringFrom(route, pressed);
  const need = reasonOf('need', pressed);
  const lateReason = reasonOf('late', pressed);
  const areaReason = reasonOf('area', pressed);
  return {
    answers: isAsked ? levelsFrom(pressed) : decidedFor(route),
    secondaryAsked: route === 'written' && pressed('other-uses') !== undefined,
    objects: false,
    // A signature has its time; the other ways say in their own words that it was before.
    ...(route === 'written' ? { agreedAt: Date.now() } : {}),
    ...(method === undefined ? {} : { method }),
    ...(answering === undefined ? {} : { answering }),
    ...(isAsked ? toldFrom(pressed) : {}),
    ...(route === 'best-interests' || route === 'attorney'
      ? { capacity: /** @type {const} */ ('lacking') }
      : {}),
    ...competenceFrom(pressed),
    ...(need === undefined ? {} : { need }),
    ...(lateReason === undefined ? {} : { lateReason }),
    ...(areaReason === undefined ? {} : { areaReason }),
    ...optional('note', pressed('note')),
    ...optional('jobTitle', pressed('job-title')),
    ...(pressed('interpreter') === undefined ? {} : { interpreterUsed: true }),
    ...ageOf(pressed('age')),
  };
};

/**
 * @param {Pressed} pressed
 * @returns {SentConsent['answers']}
 */
const levelsFrom = (pressed) => {
  const isWritten = pressed('route') === 'written' && pressed('other-uses') !== undefined;
  const secondary = isWritten ? asAnswer(pressed('secondary')) : 'unset';
  const use = (/** @type {Use} */ one) => (secondary === 'yes' ? asAnswer(pressed(one)) : 'unset');
  return {
    making: asAnswer(pressed('making')),
    care: asAnswer(pressed('care')),
    secondary,
    uses: {
      'teach-local': use('teach-local'),
      'teach-external': use('teach-external'),
      research: use('research'),
      publication: use('publication'),
    },
  };
};

/**
 * An emergency and best interests are decided for the patient: for the picture, and for care alone.
 *
 * @param {string | undefined} route
 * @returns {SentConsent['answers']}
 */
const decidedFor = (route) =>
  route === 'best-interests' || route === 'emergency' ? { ...unset(), making: 'yes', care: 'yes' } : unset();

/**
 * @param {string | undefined} route
 * @param {Pressed} pressed
 * @param {(name: string) => Strokes} strokes
 * @returns {SentMethod | undefined}
 */
const methodFrom = (route, pressed, strokes) => {
  switch (route) {
    case 'verbal':
    case 'parent':
      return { how: 'verbal' };
    case 'written':
      return writtenFrom(pressed, strokes);
    case 'could-not-ask': {
      const why = /** @type {CouldNotAsk | undefined} */ (pressed('could-not-why'));
      return why === undefined ? undefined : { how: 'could-not-ask', why };
    }
    case 'best-interests':
      return {
        how: 'best-interests',
        necessity: reasonOf('necessity', pressed) ?? '',
        leastRestrictive: reasonOf('least', pressed) ?? '',
      };
    case 'attorney': {
      const authority = /** @type {Authority | undefined} */ (pressed('authority'));
      if (authority === undefined) return undefined;
      return { how: 'attorney-or-deputy', authority, document: pressed('document') ?? '' };
    }
    case 'emergency':
      return { how: 'emergency', reason: reasonOf('emergency', pressed) ?? '' };
    default:
      return undefined;
  }
};

/**
 * @param {Pressed} pressed
 * @param {(name: string) => Strokes} strokes
 * @returns {SentMethod}
 */
const writtenFrom = (pressed, strokes) => {
  const signed = strokes('signature');
  const byWitness = strokes('witness-signature');
  const witnessName = pressed('witness-name') ?? '';
  return {
    how: 'written-e-signature',
    ...(signed.length === 0
      ? {}
      : { signature: { strokes: signed, printedName: pressed('printed-name') ?? '' } }),
    ...(pressed('cannot-sign') === undefined
      ? {}
      : {
          witness: {
            name: witnessName,
            role: pressed('witness-role') ?? '',
            signature: { strokes: byWitness, printedName: witnessName },
          },
        }),
  };
};

/**
 * @param {string | undefined} route
 * @param {Pressed} pressed
 * @returns {SentConsent['answering']}
 */
const answeringFrom = (route, pressed) => {
  const isParent = route === 'parent' || (route === 'written' && pressed('signer') === 'parent');
  if (isParent)
    return {
      who: 'parent',
      name: pressed('parent-name') ?? '',
      relationship: pressed('relationship') ?? '',
      responsible: asAnswer(pressed('responsible')),
    };
  if (route === 'verbal' || (route === 'written' && pressed('signer') === 'patient'))
    return { who: 'patient' };
  if (route !== 'attorney') return undefined;
  const isAttorney = pressed('authority') === 'lasting-power-of-attorney';
  return { who: isAttorney ? 'attorney' : 'deputy', name: pressed('attorney-name') ?? '' };
};

/** @param {Pressed} pressed */
const toldFrom = (pressed) => {
  const by = /** @type {Informed['by'] | undefined} */ (pressed('told'));
  // A use's own sentence stands beside its question: it was on the screen once the question was.
  const shown = pressed('other-uses') !== undefined && pressed('secondary') === 'yes' ? USES : [];
  return by === undefined ? {} : { informed: { by, shown } };
};

/** @param {Pressed} pressed */
const competenceFrom = (pressed) => {
  const judged = /** @type {'competent' | 'not-competent' | undefined} */ (pressed('competence'));
  return judged === undefined
    ? {}
    : { competence: { judged, parentsEncouraged: asAnswer(pressed('parents-told')) } };
};

/**
 * What was typed, else what was tapped.
 *
 * @param {string} name
 * @param {Pressed} pressed
 */
const reasonOf = (name, pressed) => pressed(`${name}-own`) ?? pressed(name);

/**
 * @param {string | undefined} value
 * @returns {Answer}
 */
const asAnswer = (value) => (value === 'yes' || value === 'no' ? value : 'unset');

/** @param {string | undefined} age */
const ageOf = (age) => (age === undefined ? {} : { ageBand: /** @type {AgeBand} */ (age) });

/**
 * @template {string} Name
 * @param {Name} name
 * @param {string | undefined} value
 * @returns {{ [name in Name]?: string }}
 */
const optional = (name, value) =>
  /** @type {{ [name in Name]?: string }} */ (value === undefined ? {} : { [name]: value });
