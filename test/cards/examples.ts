import { instant } from '../../bot/set/instant.ts';
import type { HeldCardModel, Notice } from '../../cards/model.ts';

const posted = instant('2026-11-14T09:30:00Z');

/** A card as it stands a minute after one photograph was posted and removed. */
export const held: HeldCardModel = {
  kind: 'held',
  set: 'V1StGXR8_Z5jdHi6B-myTg',
  postedBy: 'Asha Nair',
  postedAt: posted,
  items: ['image'],
  filed: 0,
  waitingForRecord: 0,
  lapsesAt: instant('2026-11-17T09:30:00Z'),
  lapsed: false,
  removal: 'removed',
  receipt: [
    {
      what: 'message',
      outcome: 'removed-from-view',
      at: instant('2026-11-14T09:30:04Z'),
      reread: instant('2026-11-14T10:30:00Z'),
    },
  ],
  notClinical: 'no',
  mentions: [],
  openUrl: 'https://safelight.example/sets/V1StGXR8_Z5jdHi6B-myTg',
  fileUrl: 'https://safelight.example/sets/V1StGXR8_Z5jdHi6B-myTg/file',
  observed: false,
};

export const heldCards: Readonly<Record<string, HeldCardModel>> = {
  'held-removed': held,
  'held-removing': {
    ...held,
    removal: 'removing',
    items: ['image', 'image', 'image', 'video', 'document'],
    receipt: [{ what: 'message', outcome: 'visible' }],
  },
  'held-nothing-could-be-removed': {
    ...held,
    removal: 'awaiting-poster',
    items: ['image', 'image'],
    receipt: [
      { what: 'message', outcome: 'awaiting-poster', at: instant('2026-11-14T09:31:00Z') },
      { what: 'link', outcome: 'lives-elsewhere' },
    ],
  },
  'held-filed-in-part': {
    ...held,
    items: ['image', 'image', 'image'],
    filed: 1,
    waitingForRecord: 1,
    receipt: [
      ...held.receipt,
      {
        what: 'file',
        outcome: 'file-recycled',
        at: instant('2026-11-14T09:30:05Z'),
        until: instant('2027-02-15T09:30:05Z'),
      },
    ],
  },
  'held-wrong-people': { ...held, misSend: 'wrong-people' },
  'held-wrong-patient': { ...held, misSend: 'wrong-patient' },
  'held-asked': {
    ...held,
    questions: [
      {
        ...{ role: 'plastics registrar on call', urgency: 'urgent', state: 'not-seen' },
        ...{ at: posted, ring: '01632 960101' },
      },
    ],
  },
  'held-answered': {
    ...held,
    questions: [
      { urgency: 'today', state: 'answered', at: posted, category: 'more-views' },
      { role: 'dermatology on call', urgency: 'routine', state: 'seen', at: posted },
    ],
  },
  'held-lapsed': { ...held, lapsed: true },
  'held-lapsed-filed': { ...held, lapsed: true, filed: 1 },
  'held-not-clinical': { ...held, notClinical: 'yes' },
  'held-disposed': { ...held, notClinical: 'disposed' },
  'held-observed': {
    ...held,
    removal: 'observed',
    observed: true,
    receipt: [{ what: 'message', outcome: 'observed' }],
  },
};

const openUrl = held.openUrl;
export const notices: { readonly [K in Notice['kind']]: Extract<Notice, { kind: K }> } = {
  asked: {
    kind: 'asked',
    ward: 'Ward 7',
    called: 'plastic surgery registrar',
    urgency: 'urgent',
    why: 'asked',
    others: false,
    openUrl,
  },
  'questions-wait': { kind: 'questions-wait', count: 3, urgent: 1, openUrl },
  asker: {
    kind: 'asker',
    what: 'ring-now',
    called: 'plastic surgery registrar',
    ring: '01632 960 733',
    openUrl,
  },
  'remove-now': { kind: 'remove-now', set: held.set, copies: 2, openUrl },
  'ask-over': { kind: 'ask-over', removed: true, openUrl },
  'sign-in-once': { kind: 'sign-in-once' },
  'signed-in': { kind: 'signed-in' },
  'sign-in-for-custody': { kind: 'sign-in-for-custody' },
  'custody-failed': { kind: 'custody-failed', code: 'original-too-large' },
  'card-missing': { kind: 'card-missing', openUrl },
  'not-protected': { kind: 'not-protected', count: 2 },
  'link-elsewhere': { kind: 'link-elsewhere', openUrl },
  'training-suggested': { kind: 'training-suggested', openUrl },
  'to-do': { kind: 'to-do', yours: true, unfiled: 2, unanswered: 3, again: 0, openUrl },
  'lapses-soon': { kind: 'lapses-soon', openUrl, lapsesAt: held.lapsesAt },
  'unfiled-at-lapse': { kind: 'unfiled-at-lapse', openUrl },
  answered: { kind: 'answered', yours: true, openUrl },
  'not-covered': { kind: 'not-covered', gap: 'bots-cannot-see', channel: 'Wound clinic' },
  'guest-here': { kind: 'guest-here', people: 1 },
  'urgent-care': { kind: 'urgent-care', reason: 'covering-colleague', at: posted, openUrl },
  'mis-send': { kind: 'mis-send', what: 'wrong-people', at: posted, openUrl },
  'mis-send-recheck': { kind: 'mis-send-recheck', at: posted, openUrl },
  pictures: { kind: 'pictures', open: false },
  alert: {
    kind: 'alert',
    what: 'store-down',
    state: 'raised',
    since: posted,
    openUrl: 'https://safelight.example/console',
  },
  'my-sets': {
    kind: 'my-sets',
    sets: Array.from({ length: 8 }, (_, at) => ({ openUrl, at: posted, items: at + 1, filed: at % 2 })),
  },
};
