/** The six kinds that need no consent of their own (CON-24; GMC recordings, paragraph 10): these and no seventh. */
export const IMPLIED_SUBJECTS = [
  'internal-organs-or-structures',
  'pathology-slides',
  'laparoscopic-or-endoscopic',
  'organ-function-recordings',
  'ultrasound',
  'x-ray',
] as const;
export type ImpliedSubject = (typeof IMPLIED_SUBJECTS)[number];

export const SUBJECTS = [
  'body',
  'ecg-or-monitor',
  'result-or-report',
  'chart-or-document',
  'list-of-several-patients',
  'not-clinical',
  ...IMPLIED_SUBJECTS,
] as const;

/**
 * What one image shows, as a person says (SET-07, SET-08). Where nobody has said, every rule takes it for `body`:
 * the kind that asks most.
 */
export type Subject = (typeof SUBJECTS)[number];

export const isImplied = (subject: Subject): subject is ImpliedSubject =>
  (IMPLIED_SUBJECTS as readonly Subject[]).includes(subject);

/** Why the picture was taken: quality is asked of it accordingly (QUAL-05, QUAL-07). */
export type Purpose = 'record' | 'extent' | 'diagnosis' | 'referral';
