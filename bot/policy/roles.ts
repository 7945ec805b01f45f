/** Roles of the sign-in that mean something here; everybody else is a member or is not. */
export const ROLES = {
  clinician: 'Clinician',
  /** Filed images stay open to this role after the card has lapsed. */
  patientRecord: 'PatientRecord',
  /** Sees receipts, ages and alerts: never a picture. */
  informationGovernance: 'InformationGovernance',
  /** Judges the quality of pictures (QUAL-13). */
  illustration: 'MedicalIllustration',
  /** Says when the next photograph of a wound is due. */
  tissueViability: 'TissueViability',
  /** The two who agree to an intimate picture of somebody under 18 (INT-07). */
  senior: 'Senior',
  safeguarding: 'Safeguarding',
} as const;
