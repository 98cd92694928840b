import { isNestedTooDeep } from '../admission/nesting.ts';
import type { OperationRequest } from '../admission/stage.ts';

/** What a client may say in graphql-transport-ws. */
export type ClientTransportMessage =
  | { readonly type: 'connection_init'; readonly payload: Readonly<Record<string, unknown>> | undefined }
  | { readonly type: 'ping' | 'pong'; readonly payload: Readonly<Record<string, unknown>> | undefined }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: OperationRequest }
  | { readonly type: 'complete'; readonly id: string };

/** Why a message is none of graphql-transport-ws; the reason goes into the close frame of 4400. */
export class InvalidTransportMessage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'InvalidTransportMessage';
  }
}

/** Reads a message. Throws InvalidTransportMessage for anything that the protocol doesn't list; further keys are ignored. */
export function readTransportMessage(text: string): ClientTransportMessage {
  const message = readJson(text);
  if (!isRecord(message)) throw new InvalidTransportMessage(`Message is expected to be an object, but got ${nameType(message)}`);
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_init':
    case 'ping':
    case 'pong':
      // A pong repeats its ping's payload, and writing JSON takes a stack that reading it did not.
      if (isNestedTooDeep(payload)) throw new InvalidTransportMessage(`"${type}" message expects a payload of fewer levels`);
      return { type, payload: readOptionalRecord(payload, `"${type}" message expects the 'payload' property to be an object or nullish or missing`) };
    case 'subscribe':
      return { type, id: readId(id, type), payload: readSubscribePayload(payload) };
    case 'complete':
      return { type, id: readId(id, type) };
    default:
      throw new InvalidTransportMessage(typeof type === 'string' ? "Invalid message 'type' property" : "Message is missing the 'type' property");
  }
}

/** The token by which a ping renews the connection's credential, if it is such. Throws InvalidTransportMessage for one that is no text. */
export function readRenewal(payload: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const extensions = payload?.['extensions'];
  const stream = isRecord(extensions) ? extensions['stream'] : undefined;
  const token = isRecord(stream) ? stream['token'] : undefined;
  if (token === undefined) return undefined;
  if (typeof token !== 'string' || token === '') throw new InvalidTransportMessage('"ping" message expects extensions.stream.token to be a non-empty string');
  return token;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidTransportMessage('Invalid message: not JSON');
  }
}

function readId(id: unknown, type: string): string {
  if (typeof id !== 'string' || id === '') throw new InvalidTransportMessage(`"${type}" message expects the 'id' property to be a non-empty string`);
  return id;
}

function readSubscribePayload(payload: unknown): OperationRequest {
  if (!isRecord(payload)) throw new InvalidTransportMessage('"subscribe" message expects the \'payload\' property to be an object');
  const { operationName, variables, extensions } = payload;
  // A persisted document comes as its hash alone.
  const query = payload['query'] ?? (isRecord(extensions) && isRecord(extensions['persistedQuery']) ? '' : undefined);
  if (typeof query !== 'string') throw new InvalidTransportMessage('"subscribe" message payload expects the \'query\' property to be a string');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new InvalidTransportMessage('"subscribe" message payload expects the \'operationName\' property to be a string or nullish or missing');
  }
  return {
    query,
    operationName: operationName ?? null,
    variables: readOptionalRecord(variables, '"subscribe" message payload expects the \'variables\' property to be an object or nullish or missing') ?? null,
    extensions: readOptionalRecord(extensions, '"subscribe" message payload expects the \'extensions\' property to be an object or nullish or missing') ?? null,
  };
}

function readOptionalRecord(value: unknown, reason: string): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw new InvalidTransportMessage(reason);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
