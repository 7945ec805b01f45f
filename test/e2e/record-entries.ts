/** One photograph in the patient record. */
export interface Entry {
  /** The patient's id in the record. */
  readonly patient: string;
  readonly status: string;
}

interface Bundle {
  readonly entry?: readonly {
    readonly resource: { readonly status: string; readonly subject: { readonly reference: string } };
  }[];
}

/** Every DocumentReference of a FHIR server, asked of the server itself; `base` ends with a slash. */
export const entriesIn = async (base: string): Promise<readonly Entry[]> => {
  const response = await fetch(`${base}DocumentReference?_count=100`);
  if (!response.ok) throw new Error(`The record answered ${response.status}.`);
  const { entry = [] } = (await response.json()) as Bundle;
  return entry.map(({ resource }) => ({
    patient: resource.subject.reference.replace(/^.*Patient\//, ''),
    status: resource.status,
  }));
};
