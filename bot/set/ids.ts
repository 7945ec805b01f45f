/** Branded ids: two ids of different kinds never pass for one another. Each constructor names the shape it takes. */
declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** An NHS organisation's ODS code, e.g. `XHB`. */
export type OrganisationId = Branded<string, 'OrganisationId'>;
/** 128 random bits, base64url: unguessable, because it stands in addresses (quality.md S12). */
export type SetId = Branded<string, 'SetId'>;
export type ImageId = Branded<string, 'ImageId'>;
export type CopyId = Branded<string, 'CopyId'>;
export type DutyId = Branded<string, 'DutyId'>;
/** Microsoft Entra tenant id. */
export type TenantId = Branded<string, 'TenantId'>;
/** A conversation as the platform names it: a channel's thread id or a chat's id. Never a place in text. */
export type ConversationId = Branded<string, 'ConversationId'>;
export type MessageId = Branded<string, 'MessageId'>;
/** Random; says nothing of set, image or patient. */
export type BlobName = Branded<string, 'BlobName'>;
/** One opening of the capture page, from its beginning to what is sent; 128 random bits, base64url. */
export type CaptureId = Branded<string, 'CaptureId'>;
/** A question or an answer of a second opinion; 128 random bits, base64url. */
export type QuestionId = Branded<string, 'QuestionId'>;
export type AnswerId = Branded<string, 'AnswerId'>;
/** An on-call role as the policy file names it, e.g. `plastics-registrar`: a code, never a person. */
export type OnCallRoleId = Branded<string, 'OnCallRoleId'>;
export type MisSendId = Branded<string, 'MisSendId'>;
/** Opaque and no secret: says in the audit on which phone something was opened. */
export type DeviceId = Branded<string, 'DeviceId'>;
/** Lower-case hex SHA-256 of plaintext bytes. */
export type Sha256 = Branded<string, 'Sha256'>;
/** HMAC-SHA-256 under the organisation's look-up key, hex: finds a patient's images without naming the patient. */
export type LookupHash = Branded<string, 'LookupHash'>;

/** A person is a tenant and an object id, never an e-mail address (design.md section 1). */
export interface PersonId {
  readonly tid: TenantId;
  readonly oid: string;
}

export const organisationId = (text: string): OrganisationId => text as OrganisationId;
export const setId = (text: string): SetId => text as SetId;
export const imageId = (text: string): ImageId => text as ImageId;
export const copyId = (text: string): CopyId => text as CopyId;
export const dutyId = (text: string): DutyId => text as DutyId;
export const tenantId = (text: string): TenantId => text as TenantId;
export const conversationId = (text: string): ConversationId => text as ConversationId;
export const messageId = (text: string): MessageId => text as MessageId;
export const blobName = (text: string): BlobName => text as BlobName;
export const captureId = (text: string): CaptureId => text as CaptureId;
export const questionId = (text: string): QuestionId => text as QuestionId;
export const answerId = (text: string): AnswerId => text as AnswerId;
export const onCallRoleId = (text: string): OnCallRoleId => text as OnCallRoleId;
export const misSendId = (text: string): MisSendId => text as MisSendId;
export const deviceId = (text: string): DeviceId => text as DeviceId;
export const sha256 = (text: string): Sha256 => text as Sha256;
export const lookupHash = (text: string): LookupHash => text as LookupHash;
export const personId = (tid: string, oid: string): PersonId => ({ tid: tenantId(tid), oid });
export const samePerson = (a: PersonId, b: PersonId): boolean => a.tid === b.tid && a.oid === b.oid;
