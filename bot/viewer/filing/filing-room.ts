import type { ImageRef } from '../../policy/filing.ts';
import type { PatientFound } from '../../ports/record.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../../set/ids.ts';

/** What the filing pages press. The rules and the record are behind these three, in bot/actions. */
export interface FilingRoom {
  readonly filing: {
    /** Throws `patient-not-found`, `patient-details-differ`, `record-unreachable`. Recorded before it is answered. */
    lookUp(ask: {
      readonly organisation: OrganisationId;
      readonly set: SetId;
      readonly by: PersonId;
      readonly nhsNumber: string;
      readonly birthDate: string;
    }): Promise<PatientFound>;
    /** All the images ticked, to the patient confirmed. Throws `already-filed`, `change-refused`. */
    file(confirmed: {
      readonly organisation: OrganisationId;
      readonly by: PersonId;
      readonly images: readonly ImageRef[];
      readonly patient: PatientFound;
    }): Promise<void>;
    /** Marks the entry in the record as entered in error, and frees the image for another patient. */
    retract(taken: {
      readonly organisation: OrganisationId;
      readonly set: SetId;
      readonly image: ImageId;
      readonly by: PersonId;
    }): Promise<void>;
    /** True refuses NHS numbers of the test range. */
    readonly live: boolean;
  };
}
