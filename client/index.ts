// The package's entry `autoweave-backend/client`.
export { createClient, type AutoweaveClient, type ClientOptions, type Renewable } from './create-client.ts';
export type { ConnectionState, StreamTransport } from './connection-state.ts';
export type { Resumed, StreamState, SubscriptionMessage } from './follow.ts';
export { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';
export type { TypedDocument } from './typed-document.ts';
export * from './generated/operations.ts';
