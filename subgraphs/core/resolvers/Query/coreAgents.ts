import type { QueryResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const coreAgents: NonNullable<QueryResolvers['coreAgents']> = (_parent, { filter }, { core }) => core?.agents.list(given(filter ?? {})) ?? [];
