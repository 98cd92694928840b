import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';

const ASSETS = join(import.meta.dirname, 'assets');
const BROWSER_ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('the playground', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${gateway.url}${path}`, { headers });

  it('G17 is served at / and, to a browser, at the GraphQL path', async () => {
    for (const path of ['/', '/graphql']) {
      const response = await get(path, { accept: BROWSER_ACCEPT });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('playground.js');
    }
  });

  it('leaves the GraphQL path to GraphQL for everybody else', async () => {
    const query = `?query=${encodeURIComponent('{ hello }')}`;
    expect((await get('/graphql', { accept: 'application/json' })).headers.get('content-type')).toContain('application/json');
    expect((await get('/graphql')).headers.get('content-type')).toContain('application/json');
    expect(await (await get(`/graphql${query}`, { accept: '*/*', 'apollo-require-preflight': 'yes' })).json()).toMatchObject({
      data: { hello: 'hello world' },
    });
  });

  it('S13 lets nothing in from elsewhere: a policy of this host alone, and no address of another host in any file', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of readdirSync(ASSETS)) {
      const text = readFileSync(join(ASSETS, name), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
      expect([name, /(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/i.exec(text)?.[0]]).toEqual([name, undefined]);
      expect([name, /<script>|<style|\sstyle=|\son[a-z]+=/.exec(text)?.[0]]).toEqual([name, undefined]);
    }
  });

  it('serves every part that its page and modules name, with its type', async () => {
    const names = readdirSync(ASSETS);
    const texts = names.map((name) => readFileSync(join(ASSETS, name), 'utf8')).join('\n');
    const named = new Set([...texts.matchAll(/(?:"\/playground\/|from '\.\/)([\w.-]+)/g)].map((match) => match[1] ?? ''));
    expect(named.size).toBeGreaterThan(10);
    for (const name of named) {
      const response = await get(`/playground/${name}`);
      expect([name, response.status]).toEqual([name, 200]);
      expect(response.headers.get('content-type')).toMatch(name.endsWith('.js') ? /^text\/javascript/ : /^(text\/css|image\/svg\+xml)/);
      await response.arrayBuffer();
    }
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip;q=0.5', 'gzip'],
  ])('serves its parts as small as %s allows', async (accepted, encoding) => {
    for (const name of ['playground.js', 'playground.css']) {
      const response = await get(`/playground/${name}`, { 'accept-encoding': accepted });
      expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([encoding, expect.stringContaining('accept-encoding')]);
      expect(await response.text()).toBe(readFileSync(join(ASSETS, name), 'utf8'));
      const sent = Number(response.headers.get('content-length'));
      if (encoding !== null) expect(sent).toBeLessThan(readFileSync(join(ASSETS, name)).length / 2);
    }
  });

  it('answers 304 to who has a part already', async () => {
    const first = await get('/playground/playground.css');
    await first.arrayBuffer();
    expect((await get('/playground/playground.css', { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it.each(['/playground/', '/playground/none.js', '/playground/../playground-routes.ts', '/playground/%2e%2e/playground-routes.ts', '/playground/constructor'])(
    'has nothing at %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      await response.arrayBuffer();
    },
  );
});
