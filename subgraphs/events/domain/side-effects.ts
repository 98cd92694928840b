import { hash } from 'node:crypto';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { readReplayed, type EventKey } from './event-copy.ts';

/** Something that was done to the world outside because of an event, and that must not be done twice. */
export interface SideEffect {
  /** Names it: the same effect of the same event has the same key. */
  readonly key: string;
  /** Of what was done; another digest under the same key means that it would be something else now. */
  readonly digest: string;
  readonly atMs: number;
}

/** An effect that a replay would have had again, and that was left undone. */
export interface Suppression {
  readonly replayId: string;
  readonly effectKey: string;
  /** The event that had the effect the first time. */
  readonly event: EventKey;
  /** True when what would be done now is not what was done then. */
  readonly differs: boolean;
  readonly atMs: number;
}

/** The key of calling an endpoint because of an event. A replayed copy has the key of its original. */
export function toCallKey(url: string, event: EventKey): string {
  const { source, id } = readReplayed(event)?.original ?? event;
  return `call/${digestOf([url, source, id])}`;
}

/** 128 bits over any JSON, base64url. */
export function digestOf(value: JsonValue): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22);
}
