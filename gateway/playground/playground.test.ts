import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { findBrowser, openTestPage, type TestPage } from '../../test/support/gateway/test-browser.ts';
import type { FakeEngine } from '../../test/support/gateway/fake-engine.ts';
import type { Engine, Operation } from '../operation.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';

const browser = findBrowser();

/** The fake engine, which plans nothing, with a plan of its own. */
function withPlan(engine: FakeEngine): Engine {
  const fetchNode = { kind: 'Fetch', service: 'greetings', query: '{ hello }' } as const;
  return Object.assign(Object.create(engine) as Engine, {
    explain: ({ definition }: Operation) =>
      Promise.resolve({
        planner: 'native' as const,
        node: definition.operation === 'subscription' ? ({ kind: 'Subscription', primary: fetchNode } as const) : fetchNode,
      }),
  });
}

describeWith(browser !== undefined)('the playground in a headless Chromium', () => {
  let gateway: TestGateway;
  let page: TestPage;

  beforeAll(async () => {
    gateway = await startTestGateway({ wrap: withPlan });
    page = await openTestPage(browser ?? '', `${gateway.url}/`);
    await waitUntil(() => page.evaluate<boolean>("document.querySelectorAll('#schema-view li').length > 0"));
  });
  afterAll(async () => {
    await page.close();
    await gateway.stop();
  });
  beforeEach(() => setDocument(''));

  const textOf = (selector: string) => page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).textContent`);
  const click = (selector: string) => page.evaluate<void>(`document.querySelector(${JSON.stringify(selector)}).click()`);
  const setDocument = (text: string) =>
    page.evaluate<void>(
      `(() => { const editor = document.querySelector('#editor'); editor.focus(); editor.value = ${JSON.stringify(text)}; editor.dispatchEvent(new Event('input')); })()`,
    );

  async function waitForText(selector: string, wanted: string): Promise<void> {
    await waitUntil(async () => (await textOf(selector)).includes(wanted), { what: `${wanted} in ${selector}` });
  }

  it('runs a query by Ctrl+Enter and shows its answer', async () => {
    await setDocument('{ hello }');
    await page.press('Enter', { ctrl: true });
    await waitForText('#result', '"hello": "hello world"');
    expect(await textOf('#state')).toBe('done');
  });

  it('shows errors by their code', async () => {
    await setDocument('{ unknown }');
    await click('#run');
    await waitForText('#result', 'GRAPHQL_VALIDATION_FAILED');
    expect(await textOf('#state')).toBe('failed');
  });

  it('sends variables and the chosen workspace', async () => {
    await setDocument('query($value: Int!) { double(value: $value) whoAmI { workspace } }');
    await page.evaluate("document.querySelector('#variables').value = '{\"value\": 4}'; document.querySelector('#workspace').value = 'red'");
    await click('#run');
    await waitForText('#result', '"double": 8');
    await waitForText('#result', '"workspace": "red"');
    await page.evaluate("document.querySelector('#variables').value = ''; document.querySelector('#workspace').value = ''");
  });

  it('completes fields, arguments and inputs from the schema by the keyboard alone', async () => {
    await setDocument('');
    await page.type('{ su');
    await page.press('Tab');
    await page.type('(inp');
    await page.press('Enter');
    await page.type('{');
    await page.press(' ', { ctrl: true });
    await page.press('Enter');
    expect(await page.evaluate("document.querySelector('#editor').value")).toBe('{ sum(input: {a: ');
  });

  it('writes a first operation for a field of the schema', async () => {
    await page.evaluate("[...document.querySelectorAll('#schema-view li')].find((item) => item.textContent.includes('sum(')).querySelector('.use').click()");
    expect(await page.evaluate("document.querySelector('#editor').value")).toBe('query Sum($input: SumInput!) {\n  sum(input: $input)\n}\n');
    expect(JSON.parse(await page.evaluate("document.querySelector('#variables').value"))).toEqual({ input: { a: 0 } });
    await page.evaluate("document.querySelector('#variables').value = ''");
  });

  it('runs a subscription, shows its state and cursors, and resumes without loss', async () => {
    await setDocument('subscription { ticks { value } }');
    await page.press('Enter', { ctrl: true });
    await waitForText('#state', 'live');
    gateway.engine.tick(71);
    await waitForText('#frames', '71');
    await click('#stop');
    await waitUntil(() => gateway.engine.open === 0);
    gateway.engine.tick(72);
    await setDocument('{ hello }');
    await click('#resume');
    await waitForText('#frames', '72');
    await waitForText('#frames', 'resumed: 1 missed');
    gateway.engine.tick(73);
    await waitForText('#frames', '73');
    await click('#stop');
  });

  it('shows the plan of a query, and of a subscription with its first frame', async () => {
    await click('#explain');
    await setDocument('{ hello }');
    await click('#run');
    await waitForText('#plan', 'Fetch greetings');
    expect(await textOf('#plan')).toContain('native');
    expect(await textOf('#plan')).toContain('Whole answers are not kept.');
    await setDocument('subscription { ticks { value } }');
    await click('#run');
    await waitForText('#plan', 'Subscription');
    await waitForText('#state', 'live');
    await click('#stop');
    await click('#explain');
    await setDocument('{ hello }');
    await click('#run');
    await waitForText('#result', 'hello world');
    expect(await page.evaluate("document.querySelector('#plan').hidden")).toBe(true);
  });

  it('stops a query without calling that a failure, and lets another take the place of one under way', async () => {
    await setDocument('{ never }');
    await click('#run');
    await waitForText('#state', 'running');
    await click('#stop');
    await page.evaluate("fetch('/health').then((response) => response.text())");
    expect(await textOf('#state')).toBe('stopped');
    expect(await textOf('#result')).toBe('');
    await click('#run');
    await setDocument('{ hello }');
    await click('#run');
    await waitForText('#result', 'hello world');
    expect(await textOf('#state')).toBe('done');
  });

  it('copies a request as a command, and says why it cannot', async () => {
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => void (globalThis.copied = text) } })");
    await setDocument("subscription { ticks { value } } # it's");
    await page.evaluate("document.querySelector('#variables').value = '{'");
    await click('#copy-curl');
    await waitForText('#result', 'variables: ');
    await page.evaluate("document.querySelector('#variables').value = ''");
    await click('#copy-curl');
    await waitForText('#copy-curl', 'Copied');
    const command = await page.evaluate<string>('copied');
    expect(command).toMatch(/^curl -sN -H 'accept: text\/event-stream' -H 'content-type: application\/json' --data '/);
    expect(command).toContain(String.raw`it'\''s`);
    expect(command.endsWith(`'${gateway.url}/graphql'`)).toBe(true);
  });

  it('finds again in the history what a first operation has replaced, and keeps no empty document', async () => {
    await setDocument('{ hello(name: "once more") }');
    await page.evaluate("document.querySelector('#schema-view .use').click()");
    await setDocument('');
    await click('#run');
    await waitForText('#state', 'failed');
    expect(await page.evaluate("[...document.querySelectorAll('#history button')].map((button) => button.textContent)")).not.toContain('');
    await page.evaluate("[...document.querySelectorAll('#history button')].find((button) => button.textContent.includes('once more')).click()");
    expect(await page.evaluate("document.querySelector('#editor').value")).toBe('{ hello(name: "once more") }');
    await page.evaluate("document.querySelector('#variables').value = ''");
  });

  it('finds types and fields', async () => {
    await page.evaluate(
      "(() => { const search = document.querySelector('#schema-search'); search.value = 'suminp'; search.dispatchEvent(new Event('input')); })()",
    );
    await page.evaluate("document.querySelector('#schema-view button').click()");
    expect(await textOf('#schema-view')).toContain('b: Int = 40');
    expect(await textOf('#schema-view p code')).toBe('a + b');
    await page.evaluate(
      "(() => { const search = document.querySelector('#schema-search'); search.value = 'zzz'; search.dispatchEvent(new Event('input')); })()",
    );
    expect(await textOf('#schema-view')).toBe('No type and no field has a name like this.');
  });

  it('never complains: no exception, no error, nothing that its policy refused', () => {
    // Answers with a status of 400 are told in the console, too.
    expect(page.complaints.filter((complaint) => !complaint.includes('status of 400'))).toEqual([]);
  });
});
