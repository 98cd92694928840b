import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';

/** A plugin that tells what it was shown in a header of the answer. */
const TELLING = `
  export default {
    async requestDidStart() {
      const seen = [];
      return {
        async didResolveOperation({ operationName, operation }) { seen.push(operation.operation, operationName); },
        async willSendResponse({ response, errors }) {
          response.http.headers.set('x-seen', seen.join(' '));
          if (response.body.kind === 'single') response.body.singleResult.extensions = { ...response.body.singleResult.extensions, told: seen.length };
        },
      };
    },
  };
`;
const LIST = `export default () => [{ async requestDidStart() { return { async willSendResponse({ response }) { response.http.headers.set('x-second', 'yes'); } }; } }];`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugins-'));
  writeFileSync(join(folder, 'telling.mjs'), TELLING);
  writeFileSync(join(folder, 'list.mjs'), LIST);
  writeFileSync(join(folder, 'number.mjs'), 'export default 3;');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("Apollo Server's plugins", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ config: { apolloPlugins: `${join(folder, 'telling.mjs')}, ${join(folder, 'list.mjs')}` } });
  });
  afterAll(() => gateway.stop());

  const post = async (body: object) => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  };

  it('see the operation and its name, and change the answer', async () => {
    const { headers, body } = await post({ query: 'query First { hello } mutation Second { add(value: 2) }', operationName: 'Second' });
    expect(body).toMatchObject({ data: { add: 2 }, extensions: { told: 2 } });
    expect([headers.get('x-seen'), headers.get('x-second')]).toEqual(['mutation Second', 'yes']);
  });

  it('see a stand-in for what admission refuses', async () => {
    const { headers, body } = await post({ query: 'query First { hello }', operationName: 'Other' });
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
    expect(headers.get('x-seen')).toBe('query ');
  });
});

describe('a configuration that does not fit', () => {
  it.each([
    ['a module that is no plugin', () => ({ apolloPlugins: join(folder, 'number.mjs') }), /number\.mjs: .*expected the default export/],
    ['a module that is not there', () => ({ apolloPlugins: './nowhere.mjs' }), /nowhere\.mjs/],
    ['plugins that the direct entry would pass by', () => ({ apolloPlugins: join(folder, 'list.mjs'), httpEntry: 'direct' as const }), /AUTOWEAVE_HTTP_ENTRY/],
  ])('stops the start: %s', async (_what, config, message) => {
    await expect(startTestGateway({ config: config() })).rejects.toThrow(message);
  });
});
