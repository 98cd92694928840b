/** Core's check of an OpenAPI document: 3.0.x, an agent's id and name in `info`, security schemes. Core's own 3.1 documents fail it. */
export function toOpenApiVerdict(spec: unknown): { readonly valid: true; readonly spec: unknown } | { readonly valid: false; readonly error: string } {
  const document = asObject(spec);
  const info = asObject(document['info']);
  const version = document['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.0.')) return { valid: false, error: `Unsupported OpenAPI version: ${String(version)}` };
  if (typeof info['x-agent-id'] !== 'string') return { valid: false, error: 'Missing info.x-agent-id' };
  if (typeof info['x-agent-name'] !== 'string') return { valid: false, error: 'Missing info.x-agent-name' };
  if (Object.keys(asObject(asObject(document['components'])['securitySchemes'])).length === 0)
    return { valid: false, error: 'Missing components.securitySchemes' };
  return { valid: true, spec };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
