/**
 * Every sentence of the page that patients read about their photograph. English is complete. Welsh holds only what is
 * sure: what it lacks is shown in English and marked as such, until a translator has been over it (INF-04).
 */
import type { Level } from '../../bot/set/consent.ts';
import type {
  LeafletDevice,
  LeafletFacts,
  LeafletForm,
  LeafletLanguage,
  OwnCopies,
  StoreRegion,
} from '../../bot/set/leaflet.ts';
import { levelNames, levelWords } from './consent.ts';
import { listed } from './listed.ts';

type Say = (facts: LeafletFacts) => string;

const regionNames: Readonly<Record<StoreRegion, string>> = { uksouth: 'UK South', ukwest: 'UK West' };
const leaves: Readonly<Record<LeafletFacts['leavesChat'], string>> = {
  everywhere:
    'If it was sent in a staff chat, it is taken out of view there. A card without your name stands in its place.',
  somewhere:
    'If it was sent in a staff chat, most teams take it out of view there. Some are still trying this out, and leave it in the chat.',
  nowhere:
    'If it was sent in a staff chat, it stays in that chat as well: this hospital is still trying this out.',
};

/** Of one photograph: the professional says the same aloud before it is taken (INF-02, INF-05). */
const devices: Readonly<Record<LeafletDevice, string>> = {
  hospital: 'Your photograph was taken with a hospital device.',
  own: 'Your photograph was taken with a member of staff’s own phone.',
  patient: 'You took this photograph with your own device, or somebody took it for you.',
};

/** What the trust itself decided about copies on devices (DEL-06). */
const ownCopiesWords: Readonly<Record<OwnCopies, string>> = {
  'isolated-device':
    'Here, photographs are taken with devices that send them nowhere else, and any copy is deleted from the device.',
  apart:
    'Here, photographs are taken with a program that keeps them out of the device’s own pictures, and staff are reminded to delete any other copy.',
  'delete-at-once':
    'Here, whoever takes it deletes every copy from the device as soon as it is stored, also from its bin and its backup.',
};

/** `3 days`, `36 hours`, `1 to 3 days`. */
const openFor = ({ teamHours }: LeafletFacts): string => {
  if (teamHours === undefined) return 'a short time';
  const { shortest, longest } = teamHours;
  const [unit, of] =
    shortest % 24 === 0 && longest % 24 === 0 ? (['day', 24] as const) : (['hour', 1] as const);
  const [from, to] = [shortest / of, longest / of];
  return `${from === to ? '' : `${from} to `}${to} ${to === 1 ? unit : `${unit}s`}`;
};

/** `teaching here and publication`. */
const namesOf = (levels: readonly Level[]): string =>
  listed(levels.map((level) => levelNames[level].toLowerCase()));
const besidesCare = (levels: readonly Level[]): readonly Level[] =>
  levels.filter((level) => level !== 'making' && level !== 'care');
const EVERY_OTHER_USE = 4;

const english = {
  title: () => 'About your photograph',
  for: ({ name }) => `For patients of ${name}`,
  whyAsk: () => 'Why is a photograph taken?',
  why: () =>
    'It helps the people who look after you. They can see how something changes, ask each other for advice, and examine you less often.',
  mayRefuse: () => 'You can say no. That does not affect your care.',
  refused: () => 'We may then need to look again instead of using a photograph.',
  deviceAsk: () => 'Whose camera is it, and where does the photograph go?',
  device: ({ device }) =>
    device === undefined
      ? 'Staff use a hospital device, or their own phone where the hospital allows it. They tell you which before they begin.'
      : devices[device],
  phone: ({ phoneLevels }) => {
    const more = besidesCare(phoneLevels);
    if (more.length === EVERY_OTHER_USE) return '';
    return more.length === 0
      ? 'A photograph taken with a phone is used for your own care only.'
      : `Beyond your own care, a photograph taken with a phone is used only for ${namesOf(more)}, if you agree to it.`;
  },
  way: ({ ownCopies }) =>
    `It is encrypted on its way and goes to one secure store. ${ownCopies === undefined ? 'It is not meant to stay on the device: staff are reminded to delete any copy there.' : ownCopiesWords[ownCopies]}`,
  chat: ({ leavesChat }) => leaves[leavesChat],
  whoAsk: () => 'Who can see it?',
  who: (facts) =>
    `The people in the team’s own conversation, for ${openFor(facts)}. After that, people who may open your health record. Each time it is opened, that is written down with a name.`,
  usesAsk: () => 'What is it used for?',
  uses: () => 'For your own care. You are asked first before it is used for anything else, such as teaching.',
  usesAgreed: () => 'Only for this:',
  signed: ({ signedFor }) => `You are asked to sign before it is used for ${namesOf(signedFor)}.`,
  published: () => 'What has been published can be seen by anyone, for ever. Nobody can take it back.',
  keptAsk: () => 'Where is it kept, and for how long?',
  kept: ({ region }) =>
    region === undefined
      ? 'This is a demonstration: it is kept on this computer alone, encrypted.'
      : `Encrypted, in the United Kingdom (Microsoft’s data centres, ${regionNames[region]}).`,
  years: ({ keptYears }) =>
    `It is part of your health record. That is kept for at least ${keptYears} ${keptYears === 1 ? 'year' : 'years'} after you were last seen, and a child’s at least until they are 25.`,
  destroyed: () =>
    'When it is destroyed, the keys that open it are destroyed first, so that no copy of ours can be opened any more.',
  mindAsk: () => 'Can I change my mind?',
  mind: ({ contact }) =>
    `Yes, at any time. Tell any member of staff${contact === undefined ? '' : `, or ask ${contact}`}.`,
  mindThen: () =>
    'Other uses then stop, and fewer people can see it. What is in your health record cannot normally be deleted before its time.',
  sameAsk: () => 'Is it the same as being seen?',
  same: () => 'No. A photograph may be less accurate than seeing you. You may still need to be examined.',
  ownAsk: () => 'What about my own pictures?',
  own: () =>
    'Pictures that you send us are in our care once we have them. We cannot protect the copies on your own phone or in your own accounts.',
  notice: () => 'Our privacy notice',
  choose: () => 'Which hospital or service is it?',
  forms: () => 'Other ways to read this',
  standard: () => 'On one page',
  large: () => 'Large print',
  easy: () => 'Easy words',
  easyWhy: () => 'We may take a photograph of you. It helps us to look after you.',
  easyDevice: ({ device }) => (device === undefined ? '' : devices[device]),
  easyNo: () => 'You can say no.',
  easyNoThen: () => 'Your care stays the same.',
  easyWho: () => 'People who look after you can see it. We write down who looks.',
  easyUses: () => 'We only use it for other things if you say yes.',
  easyKept: ({ region }) =>
    region === undefined
      ? 'It is locked away. This is only a demonstration.'
      : 'It is locked away, in the UK.',
  easyYears: ({ keptYears }) =>
    `We keep it for at least ${keptYears} ${keptYears === 1 ? 'year' : 'years'}. We keep a child’s until they are 25.`,
  easyMind: ({ contact }) =>
    `You can change your mind. Tell a nurse or a doctor${contact === undefined ? '' : `, or ask ${contact}`}.`,
  easySame: () => 'We may still need to see you.',
  easyPublished: () => 'If it is put in a book or on the internet, anyone can see it for ever.',
  easyOwn: () => 'We cannot look after pictures on your own phone.',
  partly: () => 'Only part of this page is in Welsh so far. The rest is in English.',
} satisfies Readonly<Record<string, Say>>;
export type LeafletKey = keyof typeof english;

const welsh: Partial<Readonly<Record<LeafletKey, Say>>> = {
  title: () => 'Eich ffotograff',
  whyAsk: () => 'Pam mae ffotograff yn cael ei dynnu?',
  mayRefuse: () => 'Cewch ddweud na. Ni fydd hynny’n effeithio ar eich gofal.',
  whoAsk: () => 'Pwy all ei weld?',
  keptAsk: () => 'Ble mae’n cael ei gadw, ac am ba hyd?',
  mindAsk: () => 'A gaf i newid fy meddwl?',
  mind: ({ contact }) =>
    `Cewch, ar unrhyw adeg. Dywedwch wrth unrhyw aelod o staff${contact === undefined ? '' : `, neu cysylltwch â: ${contact}`}.`,
  notice: () => 'Ein hysbysiad preifatrwydd',
  large: () => 'Print bras',
  easyNo: () => 'Cewch ddweud na.',
  partly: () => 'Dim ond rhan o’r dudalen hon sydd yn Gymraeg hyd yn hyn. Mae’r gweddill yn Saesneg.',
};

/** The language's own name, as those who read it know it. */
export const leafletLanguages: Readonly<Record<LeafletLanguage, string>> = { en: 'English', cy: 'Cymraeg' };

export interface Said {
  readonly text: string;
  /** The language it is really in, whatever was asked for. */
  readonly language: LeafletLanguage;
}

/** One sentence, in the language asked for where it is there; otherwise in English, and marked so. */
export const leafletWords = (key: LeafletKey, facts: LeafletFacts, language: LeafletLanguage): Said => {
  const own = language === 'cy' ? welsh[key] : undefined;
  return own === undefined
    ? { text: english[key](facts), language: 'en' }
    : { text: own(facts), language: 'cy' };
};

/** One question and what is answered. `uses`: here stands the list of what was agreed to. */
export interface LeafletPart {
  readonly ask: LeafletKey;
  readonly says: readonly (LeafletKey | 'uses-list')[];
}
export const leafletParts: readonly LeafletPart[] = [
  { ask: 'whyAsk', says: ['why', 'mayRefuse', 'refused'] },
  { ask: 'deviceAsk', says: ['device', 'phone', 'way', 'chat'] },
  { ask: 'whoAsk', says: ['who'] },
  { ask: 'usesAsk', says: ['uses-list', 'signed', 'published'] },
  { ask: 'keptAsk', says: ['kept', 'years', 'destroyed'] },
  { ask: 'mindAsk', says: ['mind', 'mindThen'] },
  { ask: 'sameAsk', says: ['same'] },
  { ask: 'ownAsk', says: ['own'] },
];

export type Pictogram = 'camera' | 'no' | 'people' | 'lock' | 'years' | 'mind' | 'see' | 'open';
/** In easy words: one thought a line, each beside its picture. */
export const easyLines: readonly { readonly picture: Pictogram; readonly says: readonly LeafletKey[] }[] = [
  { picture: 'camera', says: ['easyWhy', 'easyDevice'] },
  { picture: 'no', says: ['easyNo', 'easyNoThen'] },
  { picture: 'people', says: ['easyWho'] },
  { picture: 'open', says: ['easyUses', 'easyPublished'] },
  { picture: 'lock', says: ['easyKept'] },
  { picture: 'years', says: ['easyYears'] },
  { picture: 'mind', says: ['easyMind'] },
  { picture: 'see', says: ['easySame', 'easyOwn'] },
];
export const formKey: Readonly<Record<LeafletForm, LeafletKey>> = {
  standard: 'standard',
  large: 'large',
  easy: 'easy',
};
/** The same sentence that was shown where it was agreed to (CON-36). */
export const useWords = levelWords;

/** Where staff hand it over. */
export const leafletOffer = {
  title: 'For the patient',
  text: 'The patient can read about their photograph with their own phone: point its camera at this.',
  link: 'About your photograph',
  code: 'A square code that leads to the page about your photograph',
} as const;
