import type { QueryResolvers } from '../../generated/types.ts';

export const eventSchema: NonNullable<QueryResolvers['eventSchema']> = async (_parent, { type, version }, { schemas, identity }) => {
  if (version !== undefined && version !== null) return (await schemas.version(identity, type, version)) ?? null;
  const [known] = await schemas.types(identity, [type]);
  return known?.latest ?? null;
};
