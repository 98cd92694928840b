import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createShop } from '../../test/conformance/defer/shop.ts';
import { startFederation, type Federation } from '../../test/conformance/federation/federation.ts';
import { findBrowser, openTestPage, type TestPage } from '../../test/support/gateway/test-browser.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createFixedGeneration } from '../generation.ts';

const browser = findBrowser();

describeWith(browser !== undefined)('deferred fragments in the playground, in a headless Chromium', () => {
  const shop = createShop();
  let federation: Federation;
  let gateway: TestGateway;
  let page: TestPage;

  beforeAll(async () => {
    federation = await startFederation(shop.fixtures, 'in-process');
    const { engine, supergraph } = federation;
    gateway = await startTestGateway({ generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }) });
    page = await openTestPage(browser ?? '', `${gateway.url}/`);
    await waitUntil(() => page.evaluate<boolean>("document.querySelectorAll('#schema-view li').length > 0"));
  });
  afterAll(async () => {
    shop.letGo();
    await page.close();
    await gateway.stop();
    await federation.close();
  });

  const textOf = (selector: string) => page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).textContent`);

  async function ask(query: string): Promise<void> {
    await page.evaluate(
      `(() => { const editor = document.querySelector('#editor'); editor.focus(); editor.value = ${JSON.stringify(query)}; editor.dispatchEvent(new Event('input')); })()`,
    );
    await page.press('Enter', { ctrl: true });
  }

  async function waitForText(selector: string, wanted: string): Promise<void> {
    await waitUntil(async () => (await textOf(selector)).includes(wanted), { what: `${wanted} in ${selector}` });
  }

  it('shows the first part while the rest is on its way, and then all of it', async () => {
    shop.hold('reviews');
    await ask('{ products { name ... on Book @defer { reviews { body } } } }');
    await waitForText('#result', '"name": "Atlas"');
    expect(await textOf('#state')).toBe('running');
    expect(await textOf('#result')).not.toContain('reviews');
    shop.letGo();
    await waitForText('#result', '"body": "dull"');
    await waitForText('#state', 'done');
    expect(await textOf('#facts')).toContain('2 parts');
  });

  it('shows what a part failed with', async () => {
    await ask('{ product(id: "p2") { name ... on Film @defer { rank } } }');
    await waitForText('#result', 'not ranked');
    await waitForText('#state', 'failed');
    expect(await textOf('#result')).toContain('"rank": null');
  });

  it('runs without a complaint of the page', () => {
    expect(page.complaints).toEqual([]);
  });
});
