import type { Identifier, Patient as FhirPatient } from '@medplum/fhirtypes';
import { HOSPITAL_NUMBER_SYSTEM, patients } from '../demonstration/patients.ts';
import type { Patient } from '../demonstration/patients.ts';
import type { JournalledRepository } from './journalled-repository.ts';

const ODS_CODES = { harbourside: 'XHB', fellview: 'XFV' } as const;

/** Puts each demonstration patient in once: one that was changed or deleted since stays so. */
export const addDemonstrationPatients = async (repository: JournalledRepository): Promise<void> => {
  for (const patient of patients)
    if (!repository.knows('Patient', patient.id)) await repository.createResource(asFhir(patient));
};

/** A medical record number of the hospital's own. */
const hospitalNumber = (value: string): Identifier => ({
  use: 'usual',
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
  system: HOSPITAL_NUMBER_SYSTEM,
  value,
});

/** UK Core Patient: the NHS number with its verification status. */
const asFhir = (patient: Patient): FhirPatient => ({
  resourceType: 'Patient',
  id: patient.id,
  meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient'] },
  identifier: [
    {
      use: 'official',
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: patient.nhsNumber,
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
          valueCodeableConcept: {
            coding: [
              {
                system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus',
                code: 'number-present-and-verified',
                display: 'Number present and verified',
              },
            ],
          },
        },
      ],
    },
    ...(patient.hospitalNumber === undefined ? [] : [hospitalNumber(patient.hospitalNumber)]),
  ],
  active: true,
  name: [{ use: 'official', given: [...patient.given], family: patient.family }],
  gender: patient.gender,
  birthDate: patient.birthDate,
  managingOrganization: {
    identifier: {
      system: 'https://fhir.nhs.uk/Id/ods-organization-code',
      value: ODS_CODES[patient.organisation],
    },
  },
});
