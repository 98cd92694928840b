import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIdentity } from '../../../../test/support/call-subgraph.ts';
import { REGISTER, startServices, type RunningServices } from '../../../../test/support/start-services.ts';

describe('Mutation.registerService', () => {
  let services: RunningServices;

  beforeEach(async () => {
    services = await startServices();
  });

  afterEach(() => services.close());

  it('V01 registers a service, answers its id, lists it, and refuses the id a second time', async () => {
    const input = { id: 'payments', name: 'Payments', version: '2.1.0', tags: ['prod', 'prod'], capabilities: ['pay'], metadata: { team: 'blue', tier: 1 } };
    const { service, receipt } = await services.register(input);
    expect(service).toMatchObject({
      id: 'payments',
      name: 'Payments',
      version: '2.1.0',
      url: null,
      tags: ['prod'],
      capabilities: ['pay'],
      metadata: { team: 'blue', tier: 1 },
      healthCheck: null,
      status: 'UNKNOWN',
    });
    expect(receipt).toMatchObject({ repeated: false, durability: { level: 'FSYNCED', replicas: 0 } });
    expect(receipt.position).not.toBeNull();
    expect(await services.ids('')).toEqual(['payments']);
    expect(await services.refusal(REGISTER, { input })).toMatchObject({ code: 'CONFLICT', field: 'input.id' });
    expect((await services.register({})).service.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('V01 tells of a registration in the log', async () => {
    const identity = createIdentity();
    const { receipt } = await services.register({ id: 'payments' }, identity);
    const { events } = await services.running.host.log.read(identity, { limit: 10, direction: 'forward' });
    expect(events).toMatchObject([
      {
        type: 'service.registered',
        source: 'autoweave/services',
        subject: 'service/payments',
        principal: 'ada',
        position: receipt.position,
        correlationId: identity.correlationId,
        data: { serviceId: 'payments', name: 'svc' },
      },
    ]);
  });

  it('answers a command that is sent again as repeated, and changes nothing', async () => {
    const first = await services.register({ commandId: 'command-1', name: 'first' });
    const again = await services.register({ commandId: 'command-1', name: 'first' });
    expect(again).toEqual({ service: first.service, receipt: { ...first.receipt, repeated: true } });
    expect(await services.refusal(REGISTER, { input: { commandId: 'command-1', id: 'other', name: 'other' } })).toMatchObject({
      code: 'CONFLICT',
      field: 'input.commandId',
    });
    expect(await services.ids('')).toEqual(['command-1']);
  });

  it.each([
    ['input.id', { id: '' }],
    ['input.id', { id: '-a' }],
    ['input.id', { id: 'a/b' }],
    ['input.name', { name: ' ' }],
    ['input.name', { name: 'x'.repeat(201) }],
    ['input.version', { version: '1.0' }],
    ['input.version', { version: '01.0.0' }],
    ['input.url', { url: 'ftp://host/' }],
    ['input.url', { url: 'not a url' }],
    ['input.url', { url: 'file:///etc/passwd' }],
    ['input.url', { url: 'http://user:secret@host/' }],
    ['input.url', { url: 'tcp://host' }],
    ['input.tags[1]', { tags: ['a', ''] }],
    ['input.capabilities', { capabilities: Array.from({ length: 51 }, (_value, index) => `c${index}`) }],
    ['input.metadata', { metadata: { text: 'x'.repeat(65_536) } }],
    ['input.commandId', { commandId: 'has space' }],
    ['input.healthCheck.target', { healthCheck: {} }],
    ['input.healthCheck.target', { healthCheck: { target: '/health' } }],
    ['input.healthCheck.target', { url: 'http://host', healthCheck: { target: '//elsewhere/health' } }],
    ['input.healthCheck.target', { healthCheck: { target: 'gopher://host/' } }],
    ['input.healthCheck.protocol', { healthCheck: { protocol: 'HTTP', target: 'tcp://host:1' } }],
    ['input.healthCheck.intervalMs', { url: 'http://host', healthCheck: { intervalMs: 99 } }],
    ['input.healthCheck.timeoutMs', { url: 'http://host', healthCheck: { timeoutMs: 60_001 } }],
    ['input.healthCheck.unhealthyThreshold', { url: 'http://host', healthCheck: { unhealthyThreshold: 0 } }],
    ['input.healthCheck.healthyThreshold', { url: 'http://host', healthCheck: { healthyThreshold: 11 } }],
  ])('refuses bad input at %s: %#', async (field, input) => {
    expect(await services.refusal(REGISTER, { input: { name: 'svc', ...input } })).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await services.ids('')).toEqual([]);
  });
});
