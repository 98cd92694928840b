import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { ConfigError } from '../../platform/config/settings.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { NotSent } from './may-repeat.ts';
import { createRemoteUpstream } from './remote-upstream.ts';
import { policiesOf, readSubgraphPolicies, type SubgraphPolicies } from './subgraph-policies.ts';
import type { Upstream } from './upstream.ts';
import { withBreaker } from './with-breaker.ts';
import { withConcurrencyCap } from './with-concurrency-cap.ts';
import { withHedge } from './with-hedge.ts';
import { withRetry } from './with-retry.ts';

const folder = createTemporaryFolder();
afterAll(() => folder.remove());

const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: 't' };
const ok: SubgraphAnswer = { data: { ok: true } };
const toRequest = (query = '{ ok }', more: Partial<SubgraphRequest> = {}): SubgraphRequest => ({
  query,
  identity: IDENTITY,
  signal: new AbortController().signal,
  ...more,
});
const gone = () => Promise.reject(new CodedError('SUBGRAPH_UNAVAILABLE', 'gone'));

/** An upstream whose calls behave as listed, the last one for all that follow. */
function createScripted(...script: ((request: SubgraphRequest) => Promise<SubgraphAnswer>)[]): Upstream & { calls: SubgraphRequest[] } {
  const calls: SubgraphRequest[] = [];
  return {
    name: 'a',
    calls,
    execute(request) {
      calls.push(request);
      return (script[Math.min(calls.length, script.length) - 1] ?? gone)(request);
    },
    async *subscribe() {},
    close() {},
  };
}

/** Lets promises that are settled run their course. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('retry', () => {
  const policy = { attempts: 2, firstMs: 100, maxMs: 1_000, budgetPercent: 10 };

  it('sends a query again after a pause with jitter, and no more often than it may', async () => {
    const clock = createManualClock();
    const upstream = createScripted(gone, gone, () => Promise.resolve(ok));
    const asking = withRetry(policy, { clock, random: () => 0 })(upstream).execute(toRequest());
    await settle();
    clock.advance(49);
    await settle();
    expect(upstream.calls).toHaveLength(1);
    clock.advance(1);
    await settle();
    clock.advance(100);
    expect(await asking).toEqual(ok);
    const failing = createScripted(gone);
    const refused = withRetry({ ...policy, attempts: 1 }, { clock, random: () => 0 })(failing).execute(toRequest());
    await settle();
    clock.advance(50);
    await expect(refused).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(failing.calls).toHaveLength(2);
  });

  it('never sends a mutation again, nor what was too slow or not sent', async () => {
    const clock = createManualClock();
    const failures = [() => Promise.reject(new CodedError('DEADLINE_EXCEEDED', 'slow')), () => Promise.reject(new NotSent('a', 'busy'))];
    for (const [query, fail] of [['mutation { go }', gone], ...failures.map((failure) => ['{ ok }', failure] as const)] as const) {
      const upstream = createScripted(fail);
      await expect(withRetry(policy, { clock, random: () => 0 })(upstream).execute(toRequest(query))).rejects.toBeInstanceOf(CodedError);
      expect(upstream.calls).toHaveLength(1);
    }
  });

  it('keeps to its budget when everything fails', async () => {
    const clock = createManualClock();
    const upstream = createScripted(gone);
    const retrying = withRetry({ ...policy, attempts: 1 }, { clock, random: () => 0 })(upstream);
    for (let count = 0; count < 100; count += 1) {
      const asking = retrying.execute(toRequest()).catch(() => undefined);
      await settle();
      clock.advance(100);
      await asking;
    }
    // Ten saved up, and one for each ten requests.
    expect(upstream.calls.length - 100).toBeGreaterThanOrEqual(18);
    expect(upstream.calls.length - 100).toBeLessThanOrEqual(21);
  });
});

describe('the breaker', () => {
  it('G14 opens after failures in a row, lets one request try after a while, and closes when it succeeds', async () => {
    const clock = createManualClock();
    const upstream = createScripted(gone, gone, gone, () => Promise.resolve(ok));
    const guarded = withBreaker({ failures: 2, openMs: 1_000 }, clock)(upstream);
    const ask = () => guarded.execute(toRequest()).catch((error: unknown) => error);
    await ask();
    await ask();
    expect(await ask()).toBeInstanceOf(NotSent);
    expect(upstream.calls).toHaveLength(2);
    clock.advance(1_000);
    await ask();
    expect(upstream.calls).toHaveLength(3);
    expect(await ask()).toBeInstanceOf(NotSent);
    clock.advance(1_000);
    const [tried, meanwhile] = [ask(), ask()];
    expect(await meanwhile).toBeInstanceOf(NotSent);
    expect(await tried).toEqual(ok);
    expect(await ask()).toEqual(ok);
  });

  it('does not count what the caller gave up or got wrong', async () => {
    const controller = new AbortController();
    const upstream = createScripted(
      () => Promise.reject(new CodedError('STALE', 'not yet')),
      gone,
      () => Promise.resolve(ok),
    );
    const guarded = withBreaker({ failures: 1, openMs: 1_000 }, createManualClock())(upstream);
    await expect(guarded.execute(toRequest())).rejects.toMatchObject({ code: 'STALE' });
    controller.abort(new Error('gone'));
    await expect(guarded.execute(toRequest('{ ok }', { signal: controller.signal }))).rejects.toBeDefined();
    expect(await guarded.execute(toRequest())).toEqual(ok);
  });
});

describe('the concurrency cap', () => {
  it('lets so many run, the next wait in order, and refuses the rest', async () => {
    const first = Promise.withResolvers<SubgraphAnswer>();
    const upstream = createScripted(
      () => first.promise,
      () => Promise.resolve(ok),
    );
    const capped = withConcurrencyCap({ max: 1, queue: 2 })(upstream);
    const controller = new AbortController();
    const running = capped.execute(toRequest('1'));
    const impatient = capped.execute(toRequest('2', { signal: controller.signal }));
    const patient = capped.execute(toRequest('3'));
    await expect(capped.execute(toRequest('4'))).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', details: { reason: 'busy' } });
    controller.abort(new Error('left'));
    await expect(impatient).rejects.toThrow('left');
    first.resolve(ok);
    await Promise.all([running, patient]);
    expect(upstream.calls.map(({ query }) => query)).toEqual(['1', '3']);
  });
});

describe('hedged reads', () => {
  it('ask a second time when the first is slow, take the first answer, and abort the other', async () => {
    const clock = createManualClock();
    const upstream = createScripted(
      () => new Promise(() => undefined),
      () => Promise.resolve(ok),
    );
    const hedged = withHedge({ afterMs: 100, budgetPercent: 10 }, clock)(upstream);
    const asking = hedged.execute(toRequest());
    clock.advance(99);
    expect(upstream.calls).toHaveLength(1);
    clock.advance(1);
    expect(await asking).toEqual(ok);
    expect(upstream.calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it('leave mutations alone, and fail when both do', async () => {
    const clock = createManualClock();
    const upstream = createScripted(() => new Promise(() => undefined));
    void withHedge({ afterMs: 100, budgetPercent: 10 }, clock)(upstream).execute(toRequest('mutation { go }'));
    clock.advance(100);
    expect(upstream.calls).toHaveLength(1);
    await expect(withHedge({ afterMs: 100, budgetPercent: 10 }, clock)(createScripted(gone)).execute(toRequest())).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
  });
});

describe('the configuration of policies', () => {
  it('is read from JSON or a file, with defaults, and * for what a subgraph has no own of', () => {
    const json = '{"*": {"timeoutMs": 500, "breaker": {}}, "a": {"retry": {"attempts": 1}, "headers": {"allow": ["Accept-Language"]}}}';
    const file = join(folder.path, 'policies.json');
    writeFileSync(file, json);
    for (const text of [json, file]) {
      const policies = readSubgraphPolicies(text);
      expect(policiesOf(policies, 'b')).toEqual({ timeoutMs: 500, breaker: { failures: 10, openMs: 5_000 } });
      expect(policiesOf(policies, 'a')).toMatchObject({
        timeoutMs: 500,
        retry: { attempts: 1, firstMs: 50, maxMs: 1_000, budgetPercent: 10 },
        headers: { allow: ['accept-language'], rename: {}, set: {} },
      });
    }
    expect(readSubgraphPolicies(undefined).size).toBe(0);
  });

  it('tells every problem at once, and echoes no value of a header', () => {
    const given = {
      a: {
        timeoutMs: 1,
        maxResponseBytes: 0,
        retry: { attempts: 'x', times: 1 },
        hedge: {},
        unknown: {},
        headers: { allow: ['host', 'bad name'], set: { 'x-key': 'sécret' } },
      },
      b: { tls: { caFile: '/no/such/file' } },
      c: 5,
    };
    try {
      readSubgraphPolicies(JSON.stringify(given));
      throw new Error('expected to be refused');
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      const { problems } = error as ConfigError;
      for (const where of [
        'a.timeoutMs',
        'a.maxResponseBytes',
        'a.retry.attempts',
        'a.retry.times',
        'a.hedge.afterMs',
        'a.unknown',
        'a.headers',
        'b.tls.caFile',
        'c',
      ]) {
        expect(problems).toContainEqual(expect.stringContaining(`AUTOWEAVE_SUBGRAPH_POLICIES: ${where}: expected`));
      }
      expect(problems.join()).not.toContain('sécret');
    }
    expect(() => readSubgraphPolicies('/no/such/file')).toThrow(/path of a file/);
    expect(() => readSubgraphPolicies('{')).toThrow(/expected JSON/);
  });
});

describe('a call of a remote subgraph', () => {
  const open = (url: string, policies: SubgraphPolicies) =>
    createRemoteUpstream({ name: 'a', urls: [url], forwardIdentity: false, timeoutMs: 120_000, policies, clock: systemClock, random: () => 0.5 });

  it('carries only the headers that rules name, and the time that is left', async () => {
    let seen: IncomingHttpHeaders = {};
    const server = createHttpServer((request, response) => {
      seen = request.headers;
      response.end('{"data":{"ok":true}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const headers = { authorization: 'Bearer x', cookie: 'c=1', 'accept-language': 'de', 'x-from': 'v' };
    const rules = { allow: ['accept-language'], rename: { 'x-from': 'x-to' }, set: { 'x-fixed': 'f' } };
    const upstream = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, { headers: rules });
    await upstream.execute(toRequest('{ ok }', { identity: { ...IDENTITY, headers }, deadlineMs: systemClock.elapsed() + 60_000 }));
    await upstream.close();
    server.closeAllConnections();
    server.close();
    expect(seen).toMatchObject({ 'accept-language': 'de', 'x-to': 'v', 'x-fixed': 'f' });
    for (const name of ['authorization', 'cookie', 'x-from', 'x-autoweave-principal']) expect(seen).not.toHaveProperty(name);
    expect(Number(seen['x-autoweave-timeout-ms'])).toBeLessThanOrEqual(60_000);
    expect(Number(seen['x-autoweave-timeout-ms'])).toBeGreaterThan(0);
  });

  it('is refused when its answer is larger than the policy allows', async () => {
    const server = createHttpServer((_request, response) => response.end(`{"data":{"ok":true,"more":"${'x'.repeat(2_000)}"}}`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const [narrow, wide] = [open(url, { maxResponseBytes: 1_024 }), open(url, {})];
    await expect(narrow.execute(toRequest())).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(await wide.execute(toRequest())).toMatchObject(ok);
    await Promise.all([narrow.close(), wide.close()]);
    server.closeAllConnections();
    server.close();
  });

  it('trusts the authority that its policy names, and no other', async () => {
    const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => response.end('{"data":{"ok":true}}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const trusting = open(url, policiesOf(readSubgraphPolicies(JSON.stringify({ a: { tls: { caFile: cert } } })), 'a'));
    const strict = open(url, {});
    expect(await trusting.execute(toRequest())).toMatchObject(ok);
    await expect(strict.execute(toRequest())).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    await Promise.all([trusting.close(), strict.close()]);
    server.closeAllConnections();
    server.close();
  });
});
