import type { IncomingHttpHeaders } from 'node:http';
import { badRequest, getStatus } from '@medplum/core';
import type { FhirRequest, FhirRouter, HttpMethod } from '@medplum/fhir-router';
import type { CapabilityStatement, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { RESOURCE_TYPES } from './definitions.ts';
import type { JournalledRepository } from './journalled-repository.ts';

/** The path every FHIR address begins with. */
export const BASE = '/fhir/R4/';

export interface Call {
  readonly method: string;
  /** Path and query as they came. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly resource: Resource | OperationOutcome;
  readonly headers: Readonly<Record<string, string>>;
}

/** One FHIR interaction, without HTTP. */
export const answer = async (
  call: Call,
  router: FhirRouter,
  repository: JournalledRepository,
): Promise<Answer> => {
  if (!call.address.startsWith(BASE)) return plain(404, outcome('not-found', 'Nothing is served here.'));
  const url = call.address.slice(BASE.length);
  if (call.method === 'GET' && /^metadata(\?|$)/.test(url)) return plain(200, capabilities());
  const body = readBody(call);
  if (body === 'unreadable') return plain(400, badRequest('The body could not be read'));
  const request: FhirRequest = {
    method: call.method as HttpMethod,
    url,
    pathname: '',
    body,
    params: {},
    query: {},
    headers: call.headers,
  };
  const [result, resource] = await router.handleRequest(request, repository);
  return answered(getStatus(result), resource ?? result);
};

const readBody = ({ method, address, headers, body }: Call): unknown => {
  if (body === '') return {};
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) return form(body);
  try {
    return method === 'POST' && !address.includes('_search') ? asNew(JSON.parse(body)) : JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
};

const form = (body: string): Record<string, string | string[]> => {
  const sent = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(sent.keys())].map((name) => {
      const values = sent.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
};

/** A create never chooses its own id, version or time (FHIR R4, http.html#create). */
const asNew = (sent: unknown): unknown => {
  if (typeof sent !== 'object' || sent === null || (sent as Resource).resourceType === 'Bundle') return sent;
  const { id: _id, meta, ...rest } = sent as Resource;
  const { versionId: _version, lastUpdated: _time, ...keptMeta } = meta ?? {};
  return meta === undefined ? rest : { ...rest, meta: keptMeta };
};

const plain = (status: number, resource: Answer['resource']): Answer => ({ status, resource, headers: {} });

const answered = (status: number, resource: Answer['resource']): Answer => {
  const { id, meta, resourceType } = resource;
  if (id === undefined || meta?.versionId === undefined) return plain(status, resource);
  const headers = {
    etag: `W/"${meta.versionId}"`,
    'last-modified': new Date(meta.lastUpdated ?? 0).toUTCString(),
    ...(status === 201 ? { location: `${BASE}${resourceType}/${id}/_history/${meta.versionId}` } : {}),
  };
  return { status, resource, headers };
};

export const outcome = (
  code: 'not-found' | 'exception' | 'too-long' | 'security',
  diagnostics: string,
): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});

const capabilities = (): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-01-01',
  kind: 'instance',
  software: { name: "Safelight's stand-in for a hospital record" },
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      resource: RESOURCE_TYPES.map((type) => ({
        type: type as 'Patient',
        interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }, { code: 'update' }],
        versioning: 'versioned-update',
        conditionalCreate: true,
      })),
    },
  ],
});
