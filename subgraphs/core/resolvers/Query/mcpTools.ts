import type { QueryResolvers } from '../../generated/types.ts';

export const mcpTools: NonNullable<QueryResolvers['mcpTools']> = (_parent, _args, { core }) => core?.mcp.tools() ?? [];
