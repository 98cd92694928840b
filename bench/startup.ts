// Start-up: milliseconds from the command to the first right answer, and resident memory then, against the same schema
// served by plain graphql-js without federation.
import { dataOf } from './measure/closed-loop.ts';
import { startOurs, startPlain, type Contestant } from './measure/contestants.ts';
import { createJoinedFixture, type JoinedFixture } from './measure/joined-fixture.ts';
import { readRss } from './measure/process-usage.ts';
import { median, round, type BenchReport } from './measure/report.ts';

interface Start {
  readonly firstAnswerMs: number;
  readonly rssMb: number;
  readonly right: boolean;
}

/** `ok` when every first answer was right. */
export async function run(options: { short: boolean }): Promise<BenchReport> {
  const fixture = await createJoinedFixture();
  const ours: Start[] = [];
  const plain: Start[] = [];
  for (let roundNumber = 0; roundNumber < (options.short ? 2 : 7); roundNumber += 1) {
    ours.push(await measure(() => startOurs(fixture.dataDir), fixture));
    plain.push(await measure(() => startPlain(fixture.answerFile), fixture));
  }
  fixture.remove();
  const rows = { ours: summarise(ours), 'plain graphql-js': summarise(plain) };
  return {
    ok: [...ours, ...plain].every(({ right }) => right),
    rows,
    ratios: {
      'first answer: ours / plain graphql-js': round(rows.ours.firstAnswerMs / rows['plain graphql-js'].firstAnswerMs),
      'RSS: ours / plain graphql-js': round(rows.ours.rssMb / rows['plain graphql-js'].rssMb),
    },
  };
}

async function measure(start: () => Promise<Contestant>, fixture: JoinedFixture): Promise<Start> {
  const startedMs = performance.now();
  const contestant = await start();
  const response = await fetch(contestant.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: fixture.body });
  const answer = dataOf(await response.text());
  const firstAnswerMs = performance.now() - startedMs;
  const { rssMb } = readRss(contestant.pid);
  await contestant.stop();
  return { firstAnswerMs, rssMb, right: answer === fixture.expected };
}

function summarise(starts: readonly Start[]): { firstAnswerMs: number; rssMb: number } {
  return { firstAnswerMs: round(median(starts.map(({ firstAnswerMs }) => firstAnswerMs))), rssMb: round(median(starts.map(({ rssMb }) => rssMb))) };
}
