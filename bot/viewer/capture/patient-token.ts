import type { PatientFound } from '../../ports/record.ts';
import { isCurrent } from '../../policy/identify/patient-context.ts';
import type { PatientContext } from '../../policy/identify/patient-context.ts';
import type { CaptureId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { OpenCapture } from '../../set/staged.ts';
import { openNote, sealNote } from '../sealed-note.ts';

const PURPOSE = 'safelight/capture-patient/1';

interface Kept extends PatientContext {
  readonly capture: CaptureId;
  readonly found: PatientFound;
}

/** Who the record named, for the browser to carry and not to read: nothing of it is kept here before it is sent. */
export const sealPatient = (
  key: Uint8Array,
  { id, person }: OpenCapture,
  found: PatientFound,
  now: Instant,
): string => {
  const kept: Kept = {
    capture: id,
    found,
    patient: found.reference,
    confirmedBy: person,
    confirmedAt: now,
  };
  return sealNote(PURPOSE, kept, key);
};

/** Undefined once the patient's time is over (H1), for another person, another capture, or what is none of ours. */
export const openPatient = (
  key: Uint8Array,
  { id, person }: OpenCapture,
  token: string,
  now: Instant,
): PatientFound | undefined => {
  const kept = openNote(PURPOSE, token, key) as Kept | undefined;
  if (kept === undefined || kept.capture !== id) return undefined;
  return isCurrent(kept, person, now) ? kept.found : undefined;
};
