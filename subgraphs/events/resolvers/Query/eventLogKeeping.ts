import { readKeeping } from '../../domain/log-keeping.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const eventLogKeeping: NonNullable<QueryResolvers['eventLogKeeping']> = (_parent, _args, { log, identity }) => readKeeping(log, identity);
