import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import { readHealthCheck, type HealthCheckRequest } from './health-check.ts';
import { readServiceUrl } from './service-url.ts';
import type { Registration } from './service.ts';
import { readVersion } from './version.ts';

/** What an operator asks to register; null and absent both mean: not given. */
export interface RegistrationRequest {
  readonly id?: string | null | undefined;
  readonly name: string;
  /** Default 1.0.0. */
  readonly version?: string;
  readonly url?: string | null | undefined;
  readonly tags?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly metadata?: JsonObject | null | undefined;
  readonly healthCheck?: HealthCheckRequest | null | undefined;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const ID_EXPECTED = '1 to 128 letters, digits or ._-, starting with a letter or digit';
const MAX_LABELS = 50;
const MAX_METADATA_BYTES = 65_536;

/** Reads a registration; throws BAD_USER_INPUT that names the field. The command's id serves the service when none is asked for. */
export function readRegistration(request: RegistrationRequest, command: { id: string; nowMs: number }): Registration {
  const url = request.url === undefined || request.url === null ? undefined : readServiceUrl(request.url, 'input.url');
  return {
    id: readServiceId(request.id ?? command.id, 'input.id'),
    registration: command.id,
    name: readLabel(request.name, { field: 'input.name', max: 200 }),
    version: readVersion(request.version ?? '1.0.0', 'input.version').text,
    url,
    tags: readLabels(request.tags ?? [], 'input.tags'),
    capabilities: readLabels(request.capabilities ?? [], 'input.capabilities'),
    metadata: readMetadata(request.metadata),
    healthCheck: readHealthCheck(request.healthCheck ?? undefined, url),
    registeredAt: command.nowMs,
  };
}

/** Also the form of a command's id, which names a service that is registered without one. */
export function readServiceId(id: string, field: string): string {
  if (!ID.test(id)) throw badInput(field, ID_EXPECTED, id);
  return id;
}

function readLabels(labels: readonly string[], field: string): readonly string[] {
  if (labels.length > MAX_LABELS) throw badInput(field, `at most ${MAX_LABELS}`, labels.length);
  return [...new Set(labels.map((label, index) => readLabel(label, { field: `${field}[${index}]`, max: 100 })))];
}

function readLabel(text: string, { field, max }: { field: string; max: number }): string {
  const fits = text.length <= max && text.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(text);
  if (!fits) throw badInput(field, `1 to ${max} characters, not all blank and none of them a control character`, text);
  return text;
}

function readMetadata(metadata: JsonObject | null | undefined): JsonObject {
  const bytes = Buffer.byteLength(JSON.stringify(metadata ?? {}));
  if (bytes > MAX_METADATA_BYTES) throw badInput('input.metadata', `at most ${MAX_METADATA_BYTES} bytes as JSON text`, `${bytes} bytes`);
  return metadata ?? {};
}
