import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { PUBLISH, startEvents, type RunningEvents } from '../../test/support/start-events.ts';

const REGISTER = `mutation ($input: RegisterEventSchemaInput!) {
  registerEventSchema(input: $input) { eventType { type compatibility description schema { version schema uri } } receipt { commandId position repeated } }
}`;
const POLICY = 'mutation ($strict: Boolean!) { setEventSchemaPolicy(input: { strict: $strict }) { policy { strict } receipt { position } } }';
const CHECK = `query ($type: String!, $schema: JSON!, $compatibility: SchemaCompatibility) {
  checkEventSchema(type: $type, schema: $schema, compatibility: $compatibility) { compatible version problems { direction path reason } }
}`;
const ORDER = {
  type: 'object',
  properties: {
    orderId: { type: 'string', minLength: 1 },
    total: { type: 'number', minimum: 0 },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] } },
  },
  required: ['orderId', 'total'],
};

interface Registered {
  readonly registerEventSchema: {
    readonly eventType: {
      readonly compatibility: string;
      readonly description: string | null;
      readonly schema: { readonly version: number; readonly uri: string };
    };
    readonly receipt: { readonly commandId: string; readonly position: string | null; readonly repeated: boolean };
  };
}

describe('the schemas of event types', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  async function register(input: Record<string, unknown>): Promise<Registered['registerEventSchema']> {
    return (await ask<Registered>(events.endpoint, REGISTER, { variables: { input: { type: 'order.created', ...input } } })).registerEventSchema;
  }

  it('E16 refuses data that does not keep to the schema, names the field, and publishes nothing of the batch', async () => {
    await register({ schema: ORDER });
    await events.publish({ type: 'order.created', data: { orderId: 'o-1', total: 5, lines: [{ sku: 'a' }] } });
    const refusal = await events.refusal(PUBLISH, { input: { type: 'order.created', data: { orderId: 'o-2', total: 5, lines: [{ sku: 'a' }, { sku: 7 }] } } });
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.data.lines[1].sku',
      details: { reason: 'SCHEMA', violations: [{ path: '/lines/1/sku', message: 'must be string' }] },
    });
    expect(await events.refusal(PUBLISH, { input: { type: 'order.created', data: { orderId: 'o-2' } } })).toMatchObject({ field: 'input.data.total' });
    expect(await events.refusal(PUBLISH, { input: { type: 'order.created' } })).toMatchObject({ field: 'input.data' });
    const BATCH = 'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position } }';
    const inputs = [
      { type: 'free.type', data: 1 },
      { type: 'order.created', data: { orderId: '', total: 1 } },
    ];
    expect(await events.refusal(BATCH, { inputs })).toMatchObject({ field: 'inputs[1].data.orderId' });
    expect(await events.types('(filter: { pattern: "*.*" })')).toEqual(['order.created']);
  });

  it('E16 refuses types without a schema in a strict workspace, and in no other', async () => {
    await register({ schema: ORDER });
    expect(await ask(events.endpoint, '{ eventSchemaPolicy { strict } }')).toEqual({ eventSchemaPolicy: { strict: false } });
    await events.publish({ type: 'order.unknown' });
    expect(await ask(events.endpoint, POLICY, { variables: { strict: true } })).toMatchObject({ setEventSchemaPolicy: { policy: { strict: true } } });
    expect(await events.refusal(PUBLISH, { input: { type: 'order.unknown' } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.type' });
    await events.publish({ type: 'order.created', data: { orderId: 'o', total: 0 } });
    await events.publish({ type: 'order.unknown' }, createIdentity({ workspace: 'elsewhere' }));
    await events.publish({ type: 'order.created', data: 'anything' }, createIdentity({ workspace: 'elsewhere' }));
    await ask(events.endpoint, POLICY, { variables: { strict: false } });
    await events.publish({ type: 'order.unknown' });
  });

  it('E16 keeps versions, their policy and their receipts over a restart, and holds an event to the version that it names', async () => {
    const first = await register({ schema: ORDER, description: 'An order is there.', commandId: 'c-1' });
    expect(first).toMatchObject({
      eventType: { compatibility: 'BACKWARD', schema: { version: 1, uri: 'urn:autoweave:schema:order.created:1' } },
      receipt: { repeated: false },
    });
    expect(first.receipt.position).not.toBeNull();
    const again = await register({ schema: ORDER, commandId: 'c-1' });
    expect(again.receipt).toEqual({ ...first.receipt, repeated: true });
    const wider = { ...ORDER, properties: { ...ORDER.properties, note: { type: 'string' } }, required: ['orderId'] };
    expect((await register({ schema: wider })).eventType).toMatchObject({ description: 'An order is there.', schema: { version: 2 } });
    expect((await register({ schema: wider })).eventType.schema.version).toBe(2);
    await events.restart();
    const listed = await ask(
      events.endpoint,
      '{ eventTypes { type versions { version registeredBy } } eventSchema(type: "order.created", version: 1) { schema } }',
    );
    expect(listed).toEqual({
      eventTypes: [
        {
          type: 'order.created',
          versions: [
            { version: 2, registeredBy: 'ada' },
            { version: 1, registeredBy: 'ada' },
          ],
        },
      ],
      eventSchema: { schema: ORDER },
    });
    await events.publish({ type: 'order.created', data: { orderId: 'o' } });
    const old = { type: 'order.created', dataSchema: 'urn:autoweave:schema:order.created:1', data: { orderId: 'o' } };
    expect(await events.refusal(PUBLISH, { input: old })).toMatchObject({ field: 'input.data.total' });
    expect(await events.refusal(PUBLISH, { input: { ...old, dataSchema: 'urn:autoweave:schema:order.created:9' } })).toMatchObject({
      field: 'input.dataSchema',
    });
    expect(await call(events.endpoint, '{ eventTypes { type } }', { identity: createIdentity({ workspace: 'elsewhere' }) })).toMatchObject({
      data: { eventTypes: [] },
    });
  });

  it('E16 refuses a version that does not get on with the one before as the type demands, and says where', async () => {
    await register({ schema: ORDER });
    const demanding = {
      ...ORDER,
      required: ['orderId', 'total', 'currency'],
      properties: { ...ORDER.properties, total: { type: 'integer' }, currency: { type: 'string' } },
    };
    expect(await events.refusal(REGISTER, { input: { type: 'order.created', schema: demanding } })).toMatchObject({
      code: 'CONFLICT',
      field: 'input.schema',
      details: { reason: 'INCOMPATIBLE', compatibility: 'BACKWARD' },
    });
    expect(await ask(events.endpoint, CHECK, { variables: { type: 'order.created', schema: demanding } })).toEqual({
      checkEventSchema: {
        compatible: false,
        version: 2,
        problems: [
          { direction: 'BACKWARD', path: '/currency', reason: 'is required, and may be absent' },
          { direction: 'BACKWARD', path: '/total', reason: 'may be number, expected integer' },
        ],
      },
    });
    expect(await ask(events.endpoint, CHECK, { variables: { type: 'order.created', schema: demanding, compatibility: 'FORWARD' } })).toMatchObject({
      checkEventSchema: { compatible: false, problems: [{ direction: 'FORWARD', path: '/total', reason: 'may lie below the minimum of 0' }] },
    });
    expect((await register({ schema: demanding, compatibility: 'NONE' })).eventType).toMatchObject({ compatibility: 'NONE', schema: { version: 2 } });
  });

  it.each([
    ['input.schema', 'text'],
    ['input.schema', { type: 'nothing' }],
    ['input.schema', { unknownKeyword: true }],
    ['input.schema', { format: 'no-such-format' }],
    ['input.schema', { pattern: '(' }],
    ['input.schema', { $ref: '#/definitions/absent' }],
    ['input.schema.$ref', { $ref: 'http://example.org/schema' }],
    ['input.schema.$async', { $async: true }],
    ['input.schema.$schema', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['input.schema', { description: 'x'.repeat(65_536) }],
    ['input.type', {}],
  ])('refuses a schema that cannot be used at %s: %#', async (field, schema) => {
    const type = field === 'input.type' ? 'not dotted' : 'a.b';
    expect(await events.refusal(REGISTER, { input: { type, schema } })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('refuses data on which a schema hangs, and goes on', async () => {
    await register({ type: 'a.slow', schema: { type: 'string', pattern: '^(a|a)*$' } });
    expect(await events.refusal(PUBLISH, { input: { type: 'a.slow', data: `${'a'.repeat(40)}!` } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.data',
    });
    await events.publish({ type: 'a.slow', data: 'aaa' });
  });

  it('E16 answers the registry as AsyncAPI 3 with references that lead somewhere', async () => {
    const tree = { definitions: { node: { type: 'object', properties: { next: { $ref: '#/definitions/node' } } } }, $ref: '#/definitions/node' };
    await register({ schema: ORDER, description: 'An order is there.' });
    await register({ type: 'tree/grown', schema: tree });
    const { asyncApi } = await ask<{ asyncApi: Record<string, unknown> }>(events.endpoint, '{ asyncApi }');
    expect(asyncApi).toMatchObject({
      asyncapi: '3.0.0',
      info: { title: 'Events of the workspace default', version: '2' },
      channels: { 'order.created': { address: 'order.created' }, tree_grown: { address: 'tree/grown' } },
      operations: { 'receive-order.created': { action: 'receive', channel: { $ref: '#/channels/order.created' } } },
      components: { schemas: { 'order.created': ORDER } },
    });
    const references = [...JSON.stringify(asyncApi).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));
    expect(references.length).toBeGreaterThan(4);
    for (const steps of references) {
      expect(steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], asyncApi)).toBeDefined();
    }
  });

  it('E16 answers the registry as TypeScript that compiles and that knows the types', async () => {
    await register({ schema: { ...ORDER, additionalProperties: false }, description: 'An order */ is there.' });
    await register({
      type: 'order.state-changed',
      schema: {
        definitions: { state: { enum: ['OPEN', 'PAID', null] }, 'a tree': { type: 'object', properties: { 'the next': { $ref: '#/definitions/a tree' } } } },
        type: 'object',
        properties: {
          to: { $ref: '#/definitions/state' },
          tree: { $ref: '#/definitions/a tree' },
          at: { type: ['string', 'null'] },
          pair: { type: 'array', items: [{ type: 'string' }] },
        },
        required: ['to', 'by'],
        anyOf: [{ properties: { by: { const: 'user' } } }, { properties: { by: { type: 'integer' } } }],
      },
    });
    await register({ type: 'order.state.changed', schema: {} });
    const { eventTypeScript } = await ask<{ eventTypeScript: string }>(events.endpoint, '{ eventTypeScript }');
    const good = `
      const order: EventData['order.created'] = { orderId: 'o', total: 1, lines: [{ sku: 'a' }] };
      const change: OrderStateChanged = { to: 'PAID', by: 'user', at: null, tree: { 'the next': {} } };
      const any: EventData['order.state.changed'] = 1;`;
    expect(problemsOf(`${eventTypeScript}${good}`)).toEqual([]);
    expect(problemsOf(`${eventTypeScript}const order: OrderCreated = { orderId: 1, total: 1 };`)).toEqual([
      `Type 'number' is not assignable to type 'string'.`,
    ]);
    expect(problemsOf(`${eventTypeScript}const change: OrderStateChanged = { to: 'SENT', by: 'user' };`)).toHaveLength(1);
  });
});

/** What the compiler says of a module. */
function problemsOf(source: string): readonly string[] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, lib: ['lib.es2022.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => (name === 'module.ts' ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  return ts
    .getPreEmitDiagnostics(ts.createProgram(['module.ts'], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0] ?? '');
}
