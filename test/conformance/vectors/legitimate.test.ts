import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  GraphQLError,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  parse,
  print,
  separateOperations,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { createAdmission, type Admission } from '../../../gateway/admission/admission.ts';
import { createDocumentCache } from '../../../gateway/admission/document-cache.ts';
import { createKnownDocuments } from '../../../gateway/admission/known-documents.ts';
import { createLocalRateLimiter } from '../../../gateway/admission/rates/local-rate-limiter.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { RefusedOperation } from '../../../gateway/errors.ts';
import type { Generation } from '../../../gateway/generation.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { ROOT } from '../../architecture/source-files.ts';

const PLAYGROUND = /const QUERY = `([\s\S]*?)`;/;

describe('what is asked for in good faith', () => {
  let admission: Admission;
  let generation: Generation;

  beforeAll(async () => {
    const supergraph = await readSupergraph(readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8'));
    generation = {
      apiSchema: supergraph.apiSchema,
      supergraphSdl: supergraph.sdl,
      engine: {
        execute: () => Promise.reject(new Error('nothing runs here')),
        subscribe: () => {
          throw new GraphQLError('nothing runs here');
        },
      },
    };
    admission = createAdmission({
      config: readGatewayConfig({}),
      introspection: true,
      documents: createDocumentCache({ entries: 10 }),
      known: createKnownDocuments(),
      limiter: createLocalRateLimiter(systemClock),
      limitLoopback: false,
      load: { enter: () => () => undefined },
    });
  });

  /** What a document is refused for; variables that it misses are not what this is about. */
  async function refusalOf(query: string, operationName: string | null = null): Promise<string | undefined> {
    const identity = { workspace: 'default', principal: 'developer', correlationId: 'c', traceparent: '' };
    try {
      await admission.admit({ wire: 'websocket', request: { query, operationName }, identity, generation, onEnd: () => undefined });
      return undefined;
    } catch (error) {
      if (!(error instanceof RefusedOperation)) throw error;
      return error.errors.every(({ extensions }) => extensions?.['code'] === 'BAD_USER_INPUT') ? undefined : error.message;
    }
  }

  it('passes: introspection as GraphiQL and code generators ask for it', async () => {
    expect(await refusalOf(getIntrospectionQuery())).toBeUndefined();
    const all = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
    expect(await refusalOf(getIntrospectionQuery(all))).toBeUndefined();
  });

  it('passes: introspection as the playground asks for it', async () => {
    const source = readFileSync(join(ROOT, 'gateway/playground/assets/schema.js'), 'utf8');
    const constants = [...source.matchAll(/^const (\w+) = `([^`]*)`;|^const (\w+) = '([^']*)';/gm)].map(
      ([, a, b, c, d]) => [a ?? c ?? '', b ?? d ?? ''] as const,
    );
    let query = PLAYGROUND.exec(source)?.[1] ?? '';
    for (let round = 0; round < 3; round += 1) for (const [name, text] of constants) query = query.replaceAll(`\${${name}}`, text);
    expect(query).toContain('__schema');
    expect(query).not.toContain('${');
    expect(await refusalOf(query)).toBeUndefined();
  });

  it('passes: every operation of the typed client', async () => {
    const folder = join(ROOT, 'schema/operations');
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.graphql'));
    const whole = parse(files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'), { noLocation: true });
    const operations = Object.entries(separateOperations(whole));
    expect(operations.length).toBeGreaterThan(0);
    for (const [name, document] of operations) expect([name, await refusalOf(print(document), name)]).toEqual([name, undefined]);
  });

  it('passes: queries of twelve levels, with a list wherever there is one', async () => {
    const queries = deepQueries(generation.apiSchema, 12);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect([query, await refusalOf(query)]).toEqual([query, undefined]);
  });
});

/** From each field of the root one path down to `depth` levels, through lists where there are any. */
function deepQueries(schema: GraphQLSchema, depth: number): string[] {
  const root = schema.getQueryType();
  return Object.values(root?.getFields() ?? {}).flatMap((field) => {
    const path = descend(field, depth, new Set());
    return path === undefined ? [] : [`{ ${path.join(' { ')} ${'}'.repeat(path.length)}`];
  });
}

function descend(field: GraphQLField<unknown, unknown>, depth: number, tried: Set<string>): string[] | undefined {
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument)) return undefined;
  if (depth === 1) return isLeafType(type) ? [field.name] : undefined;
  if (!isObjectType(type) || tried.has(`${type.name} ${depth}`)) return undefined;
  tried.add(`${type.name} ${depth}`);
  const fields = Object.values(type.getFields()).toSorted((a, b) => Number(isList(b)) - Number(isList(a)));
  for (const next of fields) {
    const rest = descend(next, depth - 1, tried);
    if (rest !== undefined) return [field.name, ...rest];
  }
  return undefined;
}

function isList(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(field.type));
}
