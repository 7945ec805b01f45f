/** What another system answered is read field by field: nothing of it is taken on trust. */

export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** A FHIR id, safe to stand in a path. */
export const resourceId = (value: unknown): string | undefined =>
  typeof value === 'string' && FHIR_ID.test(value) ? value : undefined;

/** `Type/id` of a relative or absolute reference, any version left off. */
export const localReference = (value: unknown, type: string): string | undefined => {
  const parts = (text(value) ?? '').replace(/\/_history\/.*$/, '').split('/');
  const id = resourceId(parts.at(-1));
  return parts.at(-2) === type && id !== undefined ? `${type}/${id}` : undefined;
};
