import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call, createIdentity, follow, type CallOptions } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { eventsSubgraph } from './server.ts';

const BEGAN_MS = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(BEGAN_MS + seconds * 1_000).toISOString();

describe('time travel', () => {
  let folder: DataFolder;
  let running: TestHost;
  let endpoint: SubgraphEndpoint;
  let clock: ManualClock;

  beforeEach(async () => {
    folder = createDataFolder();
    clock = createManualClock(BEGAN_MS);
    running = await startTestHost(folder, { name: 'events', clock });
    endpoint = await eventsSubgraph.start(running.host);
    // Recorded 0, 10 and 30 seconds after the beginning; now is 60 seconds after it.
    await publish('a.first');
    clock.advance(10_000);
    await publish('a.second');
    clock.advance(20_000);
    await publish('a.third');
    clock.advance(30_000);
  });

  afterEach(async () => {
    await running.close();
    folder.remove();
  });

  const publish = (type: string, identity = createIdentity()) =>
    ask(endpoint, 'mutation ($type: String!) { publishEvent(input: { type: $type }) { position } }', { variables: { type }, identity });

  async function travel(args: string, options: CallOptions = {}) {
    const followed = await follow(endpoint, `subscription { eventTimeTravel(journey: "j", ${args}) { type } }`, options);
    const types = () => followed.events<{ eventTimeTravel: { type: string } }>().map(({ eventTimeTravel }) => eventTimeTravel.type);
    /** What has come once everything that is due had the time to. */
    async function settledTypes(): Promise<readonly string[]> {
      for (let turn = 0; turn < 20; turn += 1) await call(endpoint, '{ eventBusStats { head } }');
      return types();
    }
    return { ...followed, types, settledTypes, come: (count: number) => waitUntil(() => types().length >= count) };
  }

  it('hands the past out as it was: each event as long after the beginning as it was recorded', async () => {
    const travelled = await travel(`from: { since: "${at(0)}" }`);
    await travelled.come(1);
    clock.advance(9_999);
    expect(await travelled.settledTypes()).toEqual(['a.first']);
    clock.advance(1);
    await travelled.come(2);
    clock.advance(19_999);
    expect(await travelled.settledTypes()).toEqual(['a.first', 'a.second']);
    clock.advance(1);
    await travelled.come(3);
    await travelled.stop();
  });

  it('goes ten times as fast, catches up with the present, and goes on live', async () => {
    const travelled = await travel(`from: { since: "${at(-5)}" }, speed: 10`);
    clock.advance(499);
    expect(await travelled.settledTypes()).toEqual([]);
    clock.advance(1);
    await travelled.come(1);
    clock.advance(1_000);
    await travelled.come(2);
    clock.advance(1_999);
    expect(await travelled.settledTypes()).toEqual(['a.first', 'a.second']);
    clock.advance(60_000);
    await travelled.come(3);
    await publish('a.now');
    await travelled.come(4);
    expect(travelled.types()).toEqual(['a.first', 'a.second', 'a.third', 'a.now']);
    await travelled.stop();
  });

  it('goes as fast as it can without a speed, keeps to its filter and its workspace, and ends where it is told', async () => {
    await publish('a.secret', createIdentity({ workspace: 'elsewhere' }));
    await publish('b.other');
    const all = await travel('from: { beginning: true }, speed: 0, pattern: "a.*"');
    await all.come(3);
    expect(await all.settledTypes()).toEqual(['a.first', 'a.second', 'a.third']);
    await all.stop();
    const some = await travel(`from: { since: "${at(1)}" }, until: "${at(30)}", speed: 0`);
    await some.come(1);
    expect(await some.settledTypes()).toEqual(['a.second']);
    await some.stop();
  });

  it('goes on after the last event for who resumes, with the next one at once', async () => {
    const travelled = await travel('from: { beginning: true }');
    await travelled.come(1);
    const resumeFrom = travelled.position();
    await travelled.stop();
    const resumed = await travel('from: { beginning: true }', { stream: resumeFrom === undefined ? {} : { resumeFrom } });
    await resumed.come(1);
    clock.advance(19_999);
    expect(await resumed.settledTypes()).toEqual(['a.second']);
    clock.advance(1);
    await resumed.come(2);
    expect(resumed.types()).toEqual(['a.second', 'a.third']);
    await resumed.stop();
  });

  it.each([
    ['speed', 'from: { beginning: true }, speed: -1'],
    ['from', 'from: {}'],
    ['from.after', 'from: { after: "nonsense" }'],
    ['pattern', 'from: { beginning: true }, pattern: "**.a"'],
  ])('refuses %s that makes no sense', async (field, args) => {
    const travelled = await travel(args);
    expect(travelled.frames[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    await travelled.stop();
  });
});
