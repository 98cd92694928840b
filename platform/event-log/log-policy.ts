import { badInput, CodedError } from '../errors/coded-error.ts';
import { readEventPattern } from './event-pattern.ts';
import type { LogPolicy } from './log-keeping.ts';

const MAX_RULES = 50;
const MAX_REASON_LENGTH = 500;
const MAX_AGE_MS = 100 * 365 * 86_400_000;

/** Reads what a workspace wants to keep; throws BAD_USER_INPUT naming the part that makes no sense. */
export function readLogPolicy(policy: LogPolicy): LogPolicy {
  for (const name of ['retention', 'compaction', 'holds'] as const) {
    if (policy[name].length > MAX_RULES) throw badInput(name, `at most ${MAX_RULES} rules`, policy[name].length);
    policy[name].forEach(({ pattern }, index) => readEventPattern(pattern, `${name}[${index}].pattern`));
  }
  policy.retention.forEach(({ maxAgeMs, maxEvents, maxBytes }, index) => {
    const at = `retention[${index}]`;
    assertWhole(maxAgeMs, { field: `${at}.maxAgeMs`, min: 1, max: MAX_AGE_MS });
    assertWhole(maxEvents, { field: `${at}.maxEvents`, min: 0 });
    assertWhole(maxBytes, { field: `${at}.maxBytes`, min: 0 });
    if (maxAgeMs === undefined && maxEvents === undefined && maxBytes === undefined) throw badInput(at, 'at least one of maxAgeMs, maxEvents and maxBytes');
  });
  policy.compaction.forEach(({ tombstoneMs }, index) => assertWhole(tombstoneMs, { field: `compaction[${index}].tombstoneMs`, min: 0, max: MAX_AGE_MS }));
  policy.holds.forEach(({ reason }, index) => {
    if (reason.length === 0 || reason.length > MAX_REASON_LENGTH) throw badInput(`holds[${index}].reason`, `1 to ${MAX_REASON_LENGTH} characters`, reason);
  });
  assertWhole(policy.quota.maxEvents, { field: 'quota.maxEvents', min: 0 });
  assertWhole(policy.quota.maxBytes, { field: 'quota.maxBytes', min: 0 });
  return policy;
}

/** Throws CONFLICT when a hold stands against taking the data of events of these types away. */
export function assertErasable({ holds }: LogPolicy, subject: string, types: readonly string[]): void {
  const hold = holds.find(({ pattern }) => types.some((type) => readEventPattern(pattern).matches(type)));
  if (hold === undefined) return;
  throw new CodedError('CONFLICT', `events of ${JSON.stringify(subject)} are held: ${hold.reason}`, {
    field: 'subject',
    details: { pattern: hold.pattern, reason: hold.reason },
  });
}

function assertWhole(value: number | undefined, { field, min, max = Number.MAX_SAFE_INTEGER }: { field: string; min: number; max?: number }): void {
  if (value === undefined) return;
  if (!Number.isSafeInteger(value) || value < min || value > max) throw badInput(field, `a whole number from ${min} to ${max}`, value);
}
