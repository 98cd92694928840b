import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../../../test/support/call-subgraph.ts';
import { startServices, type RunningServices } from '../../../../test/support/start-services.ts';

describe('Query.services and Query.discoverServices', () => {
  let services: RunningServices;

  beforeEach(async () => {
    services = await startServices();
  });

  afterEach(() => services.close());

  it('V02 gets one service, and lists services by status, tag, version, capability and name, page by page', async () => {
    const target = await services.httpTarget();
    await services.register({ id: 'a', version: '1.0.0', tags: ['x', 'y'], capabilities: ['pay'], url: target.url });
    await services.register({ id: 'b', version: '2.0.0', tags: ['x'], capabilities: ['ship'], name: 'second' });
    await services.register({ id: 'c', version: '2.0.0', tags: ['z'], capabilities: ['pay', 'x'] });
    await services.becomes('a', 'HEALTHY');
    expect(await ask(services.endpoint, '{ service(id: "b") { name version } none: service(id: "nobody") { id } }')).toEqual({
      service: { name: 'second', version: '2.0.0' },
      none: null,
    });
    expect(await services.ids('(filter: { status: HEALTHY })')).toEqual(['a']);
    expect(await services.ids('(filter: { status: UNKNOWN })')).toEqual(['b', 'c']);
    expect(await services.ids('(filter: { tag: "x" })')).toEqual(['a', 'b']);
    expect(await services.ids('(filter: { capability: "pay" })')).toEqual(['a', 'c']);
    expect(await services.ids('(filter: { version: "2.0.0", capability: "pay" })')).toEqual(['c']);
    expect(await services.ids('(filter: { name: "second" })')).toEqual(['b']);
    expect(await services.ids('(filter: { tag: "nothing" })')).toEqual([]);
    interface Page {
      services: {
        totalCount: number;
        edges: { cursor: string; node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
      };
    }
    const fields = '{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } }';
    const { services: first } = await ask<Page>(services.endpoint, `{ services(first: 2) ${fields} }`);
    expect(first).toMatchObject({
      totalCount: 3,
      edges: [{ node: { id: 'a' } }, { node: { id: 'b' } }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const { services: second } = await ask<Page>(services.endpoint, `{ services(first: 2, after: "${first.pageInfo.endCursor}") ${fields} }`);
    expect(second).toMatchObject({ totalCount: 3, edges: [{ node: { id: 'c' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it.each([
    ['first', '(first: 0)'],
    ['first', '(first: 201)'],
    ['after', '(after: "nonsense")'],
  ])('refuses a page that makes no sense at %s', async (field, args) => {
    expect(await services.refusal(`{ services${args} { totalCount } }`, {})).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('V03 discovers services by capability and version range: ^1 excludes 10.x', async () => {
    for (const version of ['1.0.0', '1.9.3', '10.0.0', '2.0.0-beta.1', '0.9.0']) await services.register({ id: `v${version}`, version, capabilities: ['pay'] });
    await services.register({ id: 'other', version: '1.5.0', capabilities: ['ship'] });
    async function discover(args: string): Promise<readonly string[]> {
      const { discoverServices } = await ask<{ discoverServices: { id: string }[] }>(services.endpoint, `{ discoverServices(${args}) { id } }`);
      return discoverServices.map(({ id }) => id);
    }
    expect(await discover('capability: "pay", versionRange: "^1"')).toEqual(['v1.9.3', 'v1.0.0']);
    expect(await discover('capability: "pay", versionRange: "*"')).toEqual(['v10.0.0', 'v1.9.3', 'v1.0.0', 'v0.9.0']);
    expect(await discover('capability: "pay"')).toEqual(['v10.0.0', 'v2.0.0-beta.1', 'v1.9.3', 'v1.0.0', 'v0.9.0']);
    expect(await discover('versionRange: "1.x", first: 2')).toEqual(['v1.9.3', 'other']);
    expect(await services.refusal('{ discoverServices(versionRange: "newest") { id } }', {})).toMatchObject({ code: 'BAD_USER_INPUT', field: 'versionRange' });
  });
});
