// What one builds from the libraries that everybody uses: graphql-js, graphql-ws on ws, graphql-redis-subscriptions.
// Usage: reference.ts REDIS-URL; prints `ready at URL`.
import { createServer } from 'node:http';
import { GraphQLID, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
import { printReady } from '../../gateway/servers/print-ready.ts';

const redisUrl = process.argv[2] ?? '';
const pubSub = new RedisPubSub({ publisher: new Redis(redisUrl), subscriber: new Redis(redisUrl) });
const json = new GraphQLScalarType({ name: 'JSON' });

const event = new GraphQLObjectType({
  name: 'Event',
  fields: {
    id: { type: new GraphQLNonNull(GraphQLID) },
    source: { type: new GraphQLNonNull(GraphQLString) },
    type: { type: new GraphQLNonNull(GraphQLString) },
    time: { type: GraphQLString },
    data: { type: json },
  },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { hello: { type: GraphQLString, resolve: () => 'hello' } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      eventReceived: {
        type: new GraphQLNonNull(event),
        args: { pattern: { type: new GraphQLNonNull(GraphQLString) } },
        subscribe: (_parent, { pattern }: { pattern: string }) => pubSub.asyncIterator(pattern),
      },
    },
  }),
});

const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
useServer({ schema }, sockets);
printReady(server);
