import * as people from '../../../bot/local/demonstration/people.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, tissueViability, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { NewMessage, Upload } from '../../../bot/local/ward/page-contract.ts';
import { corpus } from '../../corpus/corpus.ts';
import { upload } from './visit-ward.ts';

export const PHOTOS = wardSeven.channels[0]?.id ?? '';
/** Not clinical; the specs' own policy observes it. */
export const TEA = wardSeven.channels[1]?.id ?? '';
export const NIGHT = nightTeam.id;
export const WOUNDS = tissueViability.channels[0]?.id ?? '';

/** As a phone names a pasted picture. */
export const pasted = (name: string, as = 'image/jpeg'): Upload => upload('IMG_2041.jpg', as, corpus(name));
export const clipped = (name: string, as: string, called = name): Upload => upload(called, as, corpus(name));

/** The beginning of every Word document: a zip archive's first bytes. */
export const docx: Uint8Array = Buffer.concat([
  Buffer.from('504b0304140006000800', 'hex'),
  Buffer.from('[Content_Types].xml'),
  Buffer.alloc(400),
]);

/** How copies end, as `outcomesOf` says it. */
export const MESSAGE_GONE = 'message message-deleted gone';
export const FILE_GONE = 'file file-deleted gone';

/** One way to share, and how it must end. */
export interface Way {
  readonly how: string;
  readonly place: string;
  readonly poster: Person;
  readonly reader?: Person;
  readonly message: Partial<NewMessage>;
  /** Corpus files that must be in custody. */
  readonly holds: readonly string[];
  readonly types: readonly string[];
  readonly ends: readonly string[];
}

export const WAYS: readonly Way[] = [
  {
    how: 'a photograph pasted into a channel',
    place: PHOTOS,
    poster: people.nurse,
    message: { text: 'Left heel', inline: [pasted('forearm.jpg')] },
    holds: ['forearm.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE],
  },
  {
    how: 'a photograph pasted into a group chat',
    place: NIGHT,
    poster: people.f1,
    message: { inline: [pasted('patient-a-1.jpg')] },
    holds: ['patient-a-1.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE],
  },
  {
    how: 'a file clipped to a channel message',
    place: PHOTOS,
    poster: people.f1,
    message: { files: [clipped('forearm.png', 'image/png')] },
    holds: ['forearm.png'],
    types: ['image/png'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a file clipped to a group chat message, kept in the poster’s OneDrive',
    place: NIGHT,
    poster: people.nurse,
    message: { files: [clipped('patient-a-2.jpg', 'image/jpeg')] },
    holds: ['patient-a-2.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a file sent to Safelight itself',
    place: `bot:${people.nurse.oid}`,
    poster: people.nurse,
    reader: people.nurse,
    message: { files: [clipped('patient-b-1.jpg', 'image/jpeg')] },
    holds: ['patient-b-1.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a photograph pasted into the chat with Safelight',
    place: `bot:${people.registrar.oid}`,
    poster: people.registrar,
    message: { inline: [pasted('patient-a-1.jpg')] },
    holds: ['patient-a-1.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE],
  },
  {
    how: 'several photographs and files in one message',
    place: PHOTOS,
    poster: people.registrar,
    message: {
      text: 'Before and after',
      inline: [pasted('patient-b-1.jpg'), pasted('patient-b-2.jpg')],
      files: [clipped('patient-c-1.jpg', 'image/jpeg'), clipped('forearm.webp', 'image/webp')],
    },
    holds: ['patient-b-1.jpg', 'patient-b-2.jpg', 'patient-c-1.jpg', 'forearm.webp'],
    types: ['image/jpeg', 'image/jpeg', 'image/jpeg', 'image/webp'],
    ends: [MESSAGE_GONE, FILE_GONE, FILE_GONE],
  },
  {
    how: 'a film',
    place: WOUNDS,
    poster: people.fellviewNurse,
    reader: people.fellviewConsultant,
    message: { files: [clipped('wound.mp4', 'video/mp4')] },
    holds: ['wound.mp4'],
    types: ['video/mp4'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a PDF',
    place: NIGHT,
    poster: people.registrar,
    message: { files: [clipped('letter.pdf', 'application/pdf')] },
    holds: ['letter.pdf'],
    types: ['application/pdf'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'an iPhone’s HEIC',
    place: WOUNDS,
    poster: people.fellviewNurse,
    reader: people.fellviewConsultant,
    message: { files: [clipped('forearm.heic', 'application/octet-stream')] },
    holds: ['forearm.heic'],
    types: ['image/heic'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a photograph that says it is a text file',
    place: `bot:${people.f1.oid}`,
    poster: people.f1,
    reader: people.f1,
    message: { files: [clipped('patient-c-2.jpg', 'text/plain', 'notes.txt')] },
    holds: ['patient-c-2.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE, FILE_GONE],
  },
  {
    how: 'a pasted JPEG that says it is a PNG',
    place: NIGHT,
    poster: people.registrar,
    message: { inline: [pasted('forearm-display-p3.jpg', 'image/png')] },
    holds: ['forearm-display-p3.jpg'],
    types: ['image/jpeg'],
    ends: [MESSAGE_GONE],
  },
];
