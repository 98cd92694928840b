import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Random } from '../../conformance/differential/random.ts';
import { MARKS, toMark } from './marked-subgraphs.ts';

/** How an operation ended. */
type Ending = 'whole' | 'partial' | 'aborted';

/** What clients saw. */
export interface ClientReport {
  readonly endings: Record<Ending, number>;
  /** Answers that hold what is not theirs, that are not whole though they say nothing of errors, or errors without a code that a client knows. */
  readonly findings: string[];
}

export interface ClientOptions {
  readonly url: string;
  readonly random: Random;
  /** Share of operations whose client goes away before the end. */
  readonly abortShare: number;
  /** From how many ids clients choose: few, and much can be shared; undefined, and each operation has its own. */
  readonly ids: number | undefined;
}

const PRINCIPALS = 5;
const ALLOWED: ReadonlySet<unknown> = new Set(['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED']);
const ARGUMENTS = '($id: ID!, $size: Int!)';
const DEFERRED = `query ${ARGUMENTS} { person(id: $id, size: $size) { mark pad ... @defer { note lines(count: $size) { at mark } } } }`;
const DOCUMENTS = [
  `query ${ARGUMENTS} { person(id: $id, size: $size) { mark } }`,
  `query ${ARGUMENTS} { person(id: $id, size: $size) { id mark pad note lines(count: $size) { at mark } friends { id mark note } } note(id: $id, size: $size) }`,
  `query ${ARGUMENTS} { note(id: $id, size: $size) person(id: $id, size: $size) { pad note lines(count: $size) { mark } } }`,
  `mutation ${ARGUMENTS} { touch(id: $id, size: $size) { mark pad note } }`,
  DEFERRED,
];

/** Clients that ask one thing after the other, `atOnce` at a time, until `goesOn` says no more. */
export async function runMarkedClients(options: ClientOptions, atOnce: number, goesOn: (done: number) => boolean): Promise<ClientReport> {
  const report: ClientReport = { endings: { whole: 0, partial: 0, aborted: 0 }, findings: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let done = 0;
  async function runOne(): Promise<void> {
    while (report.findings.length < 10 && goesOn(done)) {
      done += 1;
      report.endings[await askOnce(options, { agent, nth: done, findings: report.findings })] += 1;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, runOne));
  agent.destroy();
  return report;
}

interface Asking {
  readonly agent: Agent;
  readonly nth: number;
  readonly findings: string[];
}

async function askOnce({ url, random, abortShare, ids }: ClientOptions, { agent, nth, findings }: Asking): Promise<Ending> {
  const id = `T${ids === undefined ? nth : random.below(ids)}`;
  const principal = `p${random.below(PRINCIPALS)}`;
  const query = random.pick(DOCUMENTS);
  const size = random.pick([1, 3, 10, 100, 400, 2_000]);
  const leaves = random.chance(abortShare) ? AbortSignal.timeout(random.below(200)) : undefined;
  try {
    const { text, isHtml } = await post({ url, agent, principal, random, leaves, body: JSON.stringify({ query, variables: { id, size } }) });
    const tell = (what: string): void => void findings.push(`${what}: ${principal} asked ${id}, ${size}: ${query}\n  ${text.slice(0, 1_000)}`);
    const mark = toMark(id, principal);
    const other = (text.match(MARKS) ?? []).find((found) => found !== mark);
    if (other !== undefined) tell(`it has the mark ${other}`);
    if (text.includes('poison') || isHtml) tell('it has what belongs to nobody');
    if (query === DEFERRED && text.startsWith('\r\n--')) return judgeParts(text, { mark, size, tell });
    return judge(JSON.parse(text) as Answer, { mark, size, tell });
  } catch (error) {
    if (leaves?.aborted !== true && !(error instanceof IdleConnectionError)) findings.push(`no answer: ${String(error)}`);
    return 'aborted';
  }
}

/** A connection that lay idle may be closed by the gateway at the moment at which it is used again. */
class IdleConnectionError extends Error {}

interface Answer {
  readonly data?: { readonly person?: Person; readonly touch?: Person; readonly note?: string };
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
}

interface Person {
  readonly mark?: string;
  readonly pad?: readonly string[];
  readonly lines?: readonly unknown[];
}

interface Judging {
  readonly mark: string;
  readonly size: number;
  tell(what: string): void;
}

function judge({ data, errors }: Answer, { mark, size, tell }: Judging): Ending {
  if (errors !== undefined) {
    const odd = errors.find(({ extensions }) => !ALLOWED.has(extensions?.code));
    if (odd !== undefined) tell(`an error ${JSON.stringify(odd)}`);
    return 'partial';
  }
  const person = data?.person ?? data?.touch;
  const isWhole =
    (person === undefined ? data?.note !== undefined : true) &&
    (person?.pad === undefined || person.pad.length === size) &&
    (person?.lines === undefined || person.lines.length === size) &&
    (data?.note === undefined || data.note === mark.repeat(size));
  if (!isWhole) tell('it is not whole, and has no errors');
  return 'whole';
}

/** Of an answer in parts; one without errors has each mark. */
function judgeParts(text: string, { size, tell }: Judging): Ending {
  if (!text.endsWith('-----\r\n')) tell('its parts have no end');
  if (text.includes('"errors"')) return 'partial';
  const count = text.match(MARKS)?.length;
  if (count !== 2 * size + 2) tell(`it has ${count} marks and no errors`);
  return 'whole';
}

interface Posting {
  readonly url: string;
  readonly agent: Agent;
  readonly principal: string;
  readonly random: Random;
  readonly leaves: AbortSignal | undefined;
  readonly body: string;
}

async function post({ url, agent, principal, random, leaves, body }: Posting): Promise<{ text: string; isHtml: boolean }> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, multipart/mixed',
    'x-autoweave-principal': principal,
    ...(random.chance(0.2) ? { 'accept-encoding': 'gzip' } : {}),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request(url, { agent, method: 'POST', headers, ...(leaves === undefined ? {} : { signal: leaves }) });
    asking.once('response', resolve).once('error', (error) => reject(asking.reusedSocket ? new IdleConnectionError('', { cause: error }) : error));
    asking.end(body);
  });
  // Some read late: meanwhile the gateway answers others.
  if (random.chance(0.1)) await setTimeout(random.below(200));
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  return { text, isHtml: response.headers['content-type']?.includes('html') === true };
}
