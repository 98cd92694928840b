import { CodedError } from '../errors/coded-error.ts';
import type { LogQuota } from './log-keeping.ts';

/** The refusal of an append at the workspace's quota; it names the limit and what is kept already. */
export function logFull({ limit, max, kept }: { limit: keyof LogQuota; max: number; kept: number }): CodedError {
  const unit = limit === 'maxEvents' ? 'events' : 'bytes';
  return new CodedError('LOG_FULL', `the workspace's log may keep ${max} ${unit} and keeps ${kept}`, { details: { limit, max, kept } });
}
