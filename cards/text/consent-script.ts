/** What is said and shown to the patient. `CONSENT_WORDS_VERSION` is stored with every answer (INF-07, CON-16). */
import type { DeviceOwner } from '../../bot/set/capture.ts';

/** Goes up with any change of what a patient hears or reads in this file or of a level's sentence. */
export const CONSENT_WORDS_VERSION = 'en-GB/1';

/** Spoken before anything is asked (INF-05): the first sentence names whose device it is. */
const deviceWords: Readonly<Record<DeviceOwner, string>> = {
  trust: 'I would like to take a picture with this hospital device.',
  'own-under-policy':
    'I would like to take a picture with my own phone. My hospital allows this, and the picture is not meant to stay on the phone.',
  'own-unmanaged':
    'I would like to take a picture with my own phone, because no other camera is here. I will delete it from the phone as soon as it is stored.',
  patient: 'Thank you for your own picture. I would like to keep it in your health record.',
};

/** The words for spoken consent, read from the screen (CON-05, CON-16, CON-21, INF-01, INF-02). */
export const verbalScript = (device: DeviceOwner, audience: string): readonly string[] => [
  deviceWords[device],
  `It helps us to look after you, and ${audience} will be able to see it.`,
  'It is kept in your health record, encrypted and in the United Kingdom.',
  'You can say no, now or later. That will not affect your care, though we may need to look again instead of using a picture.',
  'Is that all right?',
];

/** Beside the question, however it is answered (CON-05). */
export const notAConditionWords =
  'Saying no will not affect your care. You can change your mind at any time.';

/** The six points the patient understands (BAD Appendix A, CON-29). */
export const appendixAStatements = {
  'kept-on-device':
    'I understand that the picture may be on the device for a short time, until it is stored in my health record.',
  'not-the-same':
    'I understand that a picture may be less accurate than seeing me, and that I may still need to be examined.',
  'may-say-no':
    'I understand that I may say no, or change my mind later by telling any member of staff, and that my care will not be affected.',
  'own-pictures':
    'I understand that pictures I send myself are in the hospital’s care only once the hospital has received them. It cannot protect the copies on my own devices.',
  'only-ticked': 'I understand that the pictures will be used only for the purposes I have agreed to here.',
  'spare-pictures':
    'I understand that extra pictures, and pictures that are not good enough, may be deleted.',
} as const;

/** After "no" (CON-05, INF-09): thanks, no pressure, and what a picture could have done. */
export const declineWords = {
  button: 'Patient said no',
  thanks: 'Recorded. No picture is kept.',
  intercepted:
    'Recorded. Nobody can open the picture now. Two people in information governance will decide what happens to it.',
  care: 'The patient’s care is not affected.',
  mightHaveHelped:
    'If they ask: a picture can show a change over time, and can spare a second examination. Seeing them in person can do the same.',
  stopped: 'Stopped. Nothing that was not sent has been kept.',
} as const;

/** "Why am I asked this?" (CON-39). */
export const whyAskedWords =
  'Taking a picture, showing it to others for care, and using it for anything else are three different things. The law and your regulator ask for each to be agreed, and for a note of how. A tap here is that note.';

/** Beside every question about a child (CAP-04). */
export const stopWords = 'Child is upset or says no: stop';
