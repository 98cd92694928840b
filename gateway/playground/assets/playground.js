import { toCurl } from './curl.js';
import { createDocs } from './docs.js';
import { byId, keep, make, recall, wireTabs } from './dom.js';
import { createEditor } from './editor.js';
import { createFrameList } from './frames.js';
import { createHistory } from './history.js';
import { jsonNodes } from './json-view.js';
import { listOperations } from './lexer.js';
import { PARTS_TYPE, readTexts, withPart } from './parts.js';
import { showPlan } from './plan.js';
import { loadSchema } from './schema.js';
import { skeletonOf } from './skeleton.js';
import { subscribe } from './socket.js';

const ENDPOINT = '/graphql';
const FIRST_DOCUMENT =
  '# Ctrl+Enter runs the operation at the caret, Ctrl+Space completes.\n# "Use" in the schema on the left writes a first operation.\n\n{\n  __typename\n}\n';

const COPIED_MS = 1500;

let schema;
let running;
let lastCursor;
let lastSubscription;

const text = { variables: byId('variables'), headers: byId('headers'), workspace: byId('workspace'), principal: byId('principal') };
const editor = createEditor({ schema: () => schema, onChange: onDocument });
const frames = createFrameList(resume);
const docs = createDocs((operation, field) => replaceWith(skeletonOf(schema, operation, field)));
const history = createHistory(replaceWith);

/** What stood in the editor is found again in the history. */
function replaceWith({ document, variables }) {
  if (editor.value !== FIRST_DOCUMENT) history.add({ document: editor.value, variables: text.variables.value });
  editor.value = document;
  text.variables.value = variables;
  keep('variables', variables);
  editor.focus();
}

function onDocument(document) {
  keep('document', document);
  const named = listOperations(document).filter((operation) => operation.name !== undefined);
  const choice = byId('operation');
  const before = choice.value;
  choice.replaceChildren(make('option', { value: '' }, 'at the caret'), ...named.map(({ name }) => make('option', { value: name }, name)));
  choice.value = named.some(({ name }) => name === before) ? before : '';
  byId('operation-choice').hidden = named.length < 2;
}

/** The operation that is meant: the chosen one, else the one around the caret, else the first. */
function currentOperation() {
  const operations = listOperations(editor.value);
  const chosen = operations.find(({ name }) => name !== undefined && name === byId('operation').value);
  return chosen ?? operations.find(({ start, end }) => editor.offset >= start && editor.offset <= end) ?? operations[0];
}

function readJson(area, name) {
  if (area.value.trim() === '') return undefined;
  try {
    return JSON.parse(area.value);
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** What goes with a request over HTTP: `own`, who asks, and what the headers' pane says. Throws with a sentence for what can be no header. */
function readHeaders(own) {
  try {
    return new Headers({ ...own, ...identityHeaders(), ...readJson(text.headers, 'headers') });
  } catch (error) {
    throw new Error(error instanceof TypeError ? `headers: ${error.message}` : error.message);
  }
}

function toUnreachable(error) {
  throw error.name === 'AbortError' ? error : new Error(`the backend cannot be reached: ${error.message}`);
}

function identityHeaders() {
  const headers = {};
  if (text.workspace.value !== '') headers['x-autoweave-workspace'] = text.workspace.value;
  if (text.principal.value !== '') headers['x-autoweave-principal'] = text.principal.value;
  return headers;
}

function setState(state, facts = '') {
  byId('state').textContent = state;
  byId('state').dataset.state = state;
  byId('facts').textContent = facts;
  byId('result').setAttribute('aria-busy', String(state === 'running'));
}

function fail(problem) {
  showStream(false);
  setState('failed');
  showResult({ problem });
}

function showStream(isStream) {
  byId('frames').hidden = !isStream;
  byId('clear').hidden = !isStream;
  byId('result').hidden = isStream;
}

function showResult(value) {
  byId('result').replaceChildren(...jsonNodes(value));
}

function setRunning(stop) {
  running = stop;
  byId('stop').hidden = stop === undefined;
  byId('resume').hidden = stop !== undefined || lastCursor === undefined || byId('frames').hidden;
}

async function run() {
  running?.();
  showPlan(undefined);
  setRunning(undefined);
  try {
    const operation = currentOperation();
    const payload = { query: editor.value, variables: readJson(text.variables, 'variables'), operationName: operation?.name };
    history.add({ document: editor.value, variables: text.variables.value });
    if (operation?.type === 'subscription') runSubscription(payload);
    else await runOnce(payload);
  } catch (error) {
    // Whoever stopped it, or began another, says what stands now.
    if (error.name === 'AbortError') return;
    setRunning(undefined);
    fail(error.message);
  }
}

/** Goes on after a cursor with the subscription that it came from, whatever the editor holds by now. */
function resume(cursor) {
  running?.();
  runSubscription(lastSubscription, cursor);
}

async function runOnce(payload) {
  const gone = new AbortController();
  showStream(false);
  setState('running');
  let result;
  setRunning(() => {
    gone.abort();
    // What stands there still is another operation's.
    if (result === undefined) byId('result').replaceChildren();
  });
  const headers = readHeaders({
    'content-type': 'application/json',
    accept: `${PARTS_TYPE}, application/graphql-response+json, application/json;q=0.9`,
    ...(byId('explain').checked ? { 'x-autoweave-explain': '1' } : {}),
  });
  const startedMs = performance.now();
  const response = await fetch(ENDPOINT, { method: 'POST', signal: gone.signal, headers, body: JSON.stringify(payload) }).catch(toUnreachable);
  let characters = 0;
  let count = 0;
  for await (const answer of readTexts(response)) {
    const { hasNext = false, ...part } = JSON.parse(answer);
    characters += answer.length;
    count += 1;
    result = result === undefined ? part : withPart(result, part);
    const tookMs = Math.round(performance.now() - startedMs);
    const facts = [`HTTP ${response.status}`, `${tookMs} ms`, `${characters.toLocaleString()} characters`];
    if (hasNext || count > 1) facts.push(`${count} parts`);
    if (response.headers.has('x-correlation-id')) facts.push(response.headers.get('x-correlation-id'));
    if (!hasNext) setRunning(undefined);
    setState(hasNext ? 'running' : result.errors === undefined ? 'done' : 'failed', facts.join(' · '));
    showResult(result);
    showPlan(result.extensions?.explain);
  }
}

function runSubscription(payload, resumeFrom) {
  lastSubscription = payload;
  showStream(true);
  if (resumeFrom === undefined) {
    frames.clear();
    lastCursor = undefined;
  } else frames.note('resuming');
  if (text.headers.value.trim() !== '') frames.note('the headers are not sent: a WebSocket of a browser carries none');
  setState('running');
  let count = 0;
  const countText = () => (count === 1 ? '1 frame' : `${count} frames`);
  function end(state, title, body) {
    setState(state, countText());
    frames.note(title, body);
    setRunning(undefined);
  }
  setRunning(
    subscribe(ENDPOINT, {
      connectionParams: { workspace: text.workspace.value || undefined, principal: text.principal.value || undefined },
      payload: { ...payload, extensions: { stream: resumeFrom === undefined ? {} : { resumeFrom }, ...(byId('explain').checked ? { explain: true } : {}) } },
      on: {
        next(frame) {
          count += 1;
          const stream = frame.extensions?.stream ?? {};
          lastCursor = stream.cursor ?? lastCursor;
          setState(stream.state ?? byId('state').dataset.state.replace('running', 'live'), countText());
          if (frame.extensions?.explain !== undefined) showPlan(frame.extensions.explain);
          frames.frame(frame);
        },
        error: (errors) => end('failed', 'error', { errors }),
        complete: () => end('done', 'complete'),
        closed: (code, reason) => end('failed', `closed: ${code} ${reason}`),
      },
    }),
  );
}

async function copyCurl(event) {
  const button = event.currentTarget;
  try {
    const operation = currentOperation();
    const payload = { query: editor.value, variables: readJson(text.variables, 'variables'), operationName: operation?.name };
    const headers = readHeaders({ 'content-type': 'application/json', ...(operation?.type === 'subscription' ? { accept: 'text/event-stream' } : {}) });
    const command = toCurl(new URL(ENDPOINT, location.href).href, headers, payload);
    // Browsers give pages a clipboard on this machine and over https alone.
    if (navigator.clipboard === undefined) {
      showStream(false);
      byId('result').textContent = command;
      return;
    }
    await navigator.clipboard.writeText(command);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy as curl'), COPIED_MS);
  } catch (error) {
    fail(error.message);
  }
}

async function refreshSchema() {
  byId('schema-state').textContent = 'reading the schema …';
  try {
    schema = await loadSchema(ENDPOINT, identityHeaders());
    docs.set(schema);
    byId('schema-state').textContent = '';
  } catch (error) {
    byId('schema-state').textContent = `no schema: ${error.message}`;
  }
}

wireTabs('tab-schema', 'tab-history');
wireTabs('tab-variables', 'tab-headers');
byId('run').addEventListener('click', run);
byId('resume').addEventListener('click', () => resume(lastCursor));
byId('clear').addEventListener('click', () => frames.clear());
byId('stop').addEventListener('click', () => {
  running?.();
  setRunning(undefined);
  setState('stopped', byId('facts').textContent);
});
byId('copy-curl').addEventListener('click', copyCurl);
byId('toggle-side').addEventListener('click', (event) => {
  const side = byId('side');
  side.hidden = !side.hidden;
  document.querySelector('main').classList.toggle('wide', side.hidden);
  event.currentTarget.setAttribute('aria-expanded', String(!side.hidden));
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  run();
});
for (const [name, area] of Object.entries(text)) {
  area.value = recall(name, '');
  area.addEventListener('input', () => keep(name, area.value));
}
for (const name of ['workspace', 'principal']) text[name].addEventListener('change', refreshSchema);
editor.value = recall('document', FIRST_DOCUMENT);
setState('idle');
refreshSchema();
