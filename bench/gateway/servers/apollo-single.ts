// The same fields as one schema under Apollo Server: what its HTTP entry costs. Usage: apollo-single.ts; prints `ready at URL`.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createSingleRoot } from '../shop-resolvers.ts';
import { SINGLE_SDL } from '../shop-schemas.ts';

const root = createSingleRoot();
const Query = Object.fromEntries(
  Object.entries(root).map(([name, resolve]) => [name, (_parent: unknown, window: { from: number; first: number }) => resolve(window)]),
);
const { url } = await startStandaloneServer(new ApolloServer({ typeDefs: SINGLE_SDL, resolvers: { Query } }), { listen: { port: 0, host: '127.0.0.1' } });
console.log(`ready at ${url}`);
