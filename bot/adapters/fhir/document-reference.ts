import type { Coding, DocumentReference } from '@medplum/fhirtypes';
import { wardPhotographWords } from '../../../cards/text/picture-facts.ts';
import type { DocumentNote, ImageDocument } from '../../ports/record.ts';

/** https://simplifier.net/hl7fhirukcorer4/ukcore-documentreference */
const PROFILE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-DocumentReference';
const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
/** Names of our own for our ids: a fixed UUID each, so that no registered name is needed (RFC 4122). */
export const IMAGE_SYSTEM = 'urn:uuid:3f0a6d2e-6b1c-4c58-9a51-5af11e5e7001';
const SET_SYSTEM = 'urn:uuid:3f0a6d2e-6b1c-4c58-9a51-5af11e5e7002';

/**
 * LOINC 72170-4 "Photographic image". The record composition codes UK Core prefers (SNOMED CT refset
 * 1127551000000109) have none for a clinical photograph that could be confirmed (requirements.md C6), so a
 * hospital may set its own.
 */
const PHOTOGRAPH: Coding = {
  system: 'http://loinc.org',
  code: '72170-4',
  display: 'Photographic image',
};

/** UK Core DocumentReference 2.2.0: the record points to the image, which stays in Safelight's custody. */
export const documentReference = (
  image: ImageDocument,
  photograph: Coding = PHOTOGRAPH,
): DocumentReference => {
  const what = kindOf(image.mediaType);
  const document: DocumentReference = {
    resourceType: 'DocumentReference',
    meta: { profile: [PROFILE] },
    identifier: [{ system: IMAGE_SYSTEM, value: image.image }, contentName(image.sha256)],
    status: 'current',
    docStatus: 'final',
    type: { text: what, ...(what === 'Clinical photograph' ? { coding: [photograph] } : {}) },
    category: [{ text: 'Clinical photography' }],
    subject: { reference: image.patient },
    date: image.filedAt,
    author: [{ display: image.author }],
    custodian: { identifier: { system: ODS_SYSTEM, value: image.organisation } },
    content: [
      {
        attachment: {
          contentType: image.mediaType,
          url: image.url,
          size: image.bytes,
          title: what,
          ...creationOf(image.takenAt),
        },
      },
    ],
    context: {
      period: { start: image.postedAt },
      related: [{ identifier: { system: SET_SYSTEM, value: image.set }, display: 'Posted together' }],
    },
  };
  return noted(document, image.note ?? NO_NOTE);
};

/** META-09: a reader must be able to tell a ward photograph from one of the studio's, whatever else is known. */
const NO_NOTE: DocumentNote = { words: wardPhotographWords, restricted: false };

const AGREED_SYSTEM = 'urn:uuid:3f0a6d2e-6b1c-4c58-9a51-5af11e5e7005';
/** https://terminology.hl7.org/CodeSystem-v3-Confidentiality.html */
const RESTRICTED: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  code: 'R',
  display: 'restricted',
};

/** The document with this note beside it, and nothing else of it changed: the record's own people may have added to it. */
export const noted = <T extends Noted>(document: T, note: DocumentNote): T & Noted => {
  const labels = (document.securityLabel ?? []).filter(
    ({ coding }) =>
      coding?.some(({ system, code }) => system === RESTRICTED.system && code === RESTRICTED.code) !== true,
  );
  const related = (document.context?.related ?? []).filter(
    ({ identifier }) => identifier?.system !== AGREED_SYSTEM,
  );
  const { securityLabel: _labels, ...rest } = document;
  const all = [...labels, ...(note.restricted ? [{ coding: [RESTRICTED] }] : [])];
  return {
    ...(rest as T),
    description: note.words,
    ...(all.length === 0 ? {} : { securityLabel: all }),
    context: {
      ...document.context,
      related: [
        ...related,
        ...(note.agreed === undefined
          ? []
          : [{ identifier: { system: AGREED_SYSTEM, value: note.agreed }, display: 'What was agreed to' }]),
      ],
    },
  };
};

type Noted = Pick<DocumentReference, 'description' | 'securityLabel' | 'context'>;

const kindOf = (mediaType: string): string => {
  if (mediaType.startsWith('image/')) return 'Clinical photograph';
  return mediaType.startsWith('video/') || mediaType.startsWith('audio/')
    ? 'Clinical recording'
    : 'Clinical document';
};

/**
 * R4's `attachment.hash` is SHA-1 by definition, which no longer proves anything, so it is left out. The SHA-256 is
 * carried as an identifier instead, in the form RFC 6920 gives it: `ni:///sha-256;…`.
 */
const contentName = (hexSha256: string): { readonly system: string; readonly value: string } => ({
  system: 'urn:ietf:rfc:3986',
  value: `ni:///sha-256;${Buffer.from(hexSha256, 'hex').toString('base64url')}`,
});

/** FHIR wants a zone beside a time of day; a device that recorded none gives the day alone. Never the time posted. */
const creationOf = (takenAt: string | undefined): { readonly creation?: string } => {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(takenAt ?? '');
  if (takenAt === undefined || parts === null) return {};
  return { creation: parts[3] === undefined ? (parts[1] ?? '') : takenAt };
};
