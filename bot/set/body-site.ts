/**
 * Where on the body. `code` is ours and stable; `snomed` stands only where the concept was seen in published value
 * sets with this meaning. A site without it waits for the NHS terminology browser: never fill one in from memory.
 * UK Core binds body site to descendants of 442083009 (requirements.md C6).
 */
export interface BodySite {
  readonly code: string;
  /** SNOMED CT: concept and its own term, without the semantic tag. */
  readonly snomed?: { readonly concept: string; readonly term: string };
  /** There is a left and a right one: the side is asked. */
  readonly sided: boolean;
  /** Genitalia, breasts and anus (INT-06): restricted without being asked. A person may mark any other site so. */
  readonly intimate: boolean;
}

const site = <Code extends string>(
  code: Code,
  rest: { snomed?: readonly [string, string]; sided?: boolean; intimate?: boolean } = {},
): BodySite & { readonly code: Code } => ({
  code,
  sided: rest.sided ?? false,
  intimate: rest.intimate ?? false,
  ...(rest.snomed === undefined ? {} : { snomed: { concept: rest.snomed[0], term: rest.snomed[1] } }),
});

export const BODY_SITES = [
  site('scalp', { snomed: ['41695006', 'Scalp structure'] }),
  site('face', { snomed: ['89545001', 'Face structure'] }),
  site('eye', { snomed: ['81745001', 'Eye structure'], sided: true }),
  site('ear', { snomed: ['117590005', 'Ear structure'], sided: true }),
  site('nose', { snomed: ['45206002', 'Nasal structure'] }),
  site('mouth', { snomed: ['123851003', 'Mouth region structure'] }),
  site('neck', { snomed: ['45048000', 'Neck structure'] }),
  site('chest', { snomed: ['51185008', 'Thoracic structure'] }),
  site('breast', { snomed: ['76752008', 'Breast structure'], sided: true, intimate: true }),
  site('armpit', { snomed: ['91470000', 'Axillary region structure'], sided: true }),
  // Sources disagree between abdomen proper and abdomen with pelvis.
  site('abdomen'),
  site('back', { snomed: ['77568009', 'Structure of back of trunk'] }),
  // The concepts found are of the bone, and a pressure ulcer is of the skin over it.
  site('sacrum'),
  site('buttock', { snomed: ['46862004', 'Buttock structure'], sided: true }),
  site('groin', { snomed: ['26893007', 'Inguinal region structure'], sided: true }),
  // Two sources give two concepts.
  site('perineum', { intimate: true }),
  site('anus', { intimate: true }),
  site('vulva', { snomed: ['45292006', 'Vulval structure'], intimate: true }),
  site('penis', { snomed: ['18911002', 'Penile structure'], intimate: true }),
  site('scrotum', { snomed: ['20233005', 'Scrotal structure'], intimate: true }),
  site('shoulder', { snomed: ['16982005', 'Shoulder region structure'], sided: true }),
  site('upper-arm', { snomed: ['40983000', 'Upper arm structure'], sided: true }),
  site('elbow', { snomed: ['127949000', 'Elbow region structure'], sided: true }),
  site('forearm', { snomed: ['14975008', 'Forearm structure'], sided: true }),
  site('wrist', { snomed: ['8205005', 'Wrist region structure'], sided: true }),
  site('hand', { snomed: ['85562004', 'Hand structure'], sided: true }),
  site('finger', { snomed: ['7569003', 'Finger structure'], sided: true }),
  site('hip', { snomed: ['29836001', 'Hip region structure'], sided: true }),
  site('thigh', { snomed: ['68367000', 'Thigh structure'], sided: true }),
  site('knee', { snomed: ['72696002', 'Knee region structure'], sided: true }),
  site('lower-leg', { snomed: ['30021000', 'Lower leg structure'], sided: true }),
  site('ankle', { snomed: ['344001', 'Ankle region structure'], sided: true }),
  site('heel', { snomed: ['76853006', 'Heel structure'], sided: true }),
  site('foot', { snomed: ['56459004', 'Foot structure'], sided: true }),
  site('toe', { snomed: ['29707007', 'Toe structure'], sided: true }),
  site('whole-body'),
  site('other'),
] as const;
export type BodySiteCode = (typeof BODY_SITES)[number]['code'];

/** Qualifier values: HL7's laterality value set, and `midline` from HL7's wound assessment guide. */
export const LATERALITY_SNOMED = {
  left: { concept: '7771000', term: 'Left' },
  right: { concept: '24028007', term: 'Right' },
  both: { concept: '51440002', term: 'Right and left' },
  midline: { concept: '399488007', term: 'Midline' },
} as const;
export type Laterality = keyof typeof LATERALITY_SNOMED;

/** The site and side of one image (PID-06, CON-28). */
export interface Sited {
  readonly site: BodySiteCode;
  readonly side?: Laterality;
}

export const bodySite = (code: BodySiteCode): BodySite =>
  BODY_SITES.find((one) => one.code === code) ?? site(code);
