import { hash, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** What a cursor is good for: one operation with its variables, in one workspace. */
export interface CursorSeal {
  /** A cursor for `position`; equal inputs give equal cursors, at every copy of the gateway that has the key. */
  seal(position: Position): string;
  /** The position inside. Throws BAD_USER_INPUT for a cursor that is malformed, forged, or of another workspace or operation. */
  open(cursor: string, field?: string): Position;
}

/** Makes the seals of single subscriptions. */
export interface CursorSealer {
  for(scope: { workspace: string; operationHash: Buffer }): CursorSeal;
}

/*
 * Layout, in base64url: version (1 byte) · operation hash (12) · length of the workspace (1) · workspace · position · MAC (16).
 * The MAC (HMAC-SHA-256, cut) covers all before it. Deterministic on purpose: no nonce to run out of, and one
 * serialisation of a frame can serve every subscriber of the same operation.
 */
const VERSION = 1;
const HASH_BYTES = 12;
const MAC_BYTES = 16;
const HEAD_BYTES = 1 + HASH_BYTES + 1;
/** Of SHA-256, and what HMAC fills a key up with. */
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** Seals cursors with `key` (32 bytes). */
export function createCursorSealer(key: Buffer): CursorSealer {
  const mac = createMac(key);
  return {
    for({ workspace, operationHash }) {
      const name = Buffer.from(workspace);
      const head = Buffer.concat([Buffer.of(VERSION), operationHash.subarray(0, HASH_BYTES), Buffer.of(name.length), name]);
      return {
        seal(position) {
          const body = Buffer.concat([head, Buffer.from(position)]);
          return Buffer.concat([body, mac(body)]).toString('base64url');
        },
        open(cursor, field = 'extensions.stream.resumeFrom') {
          const body = readSealed(cursor, mac, field);
          const end = HEAD_BYTES + body.readUInt8(HEAD_BYTES - 1);
          if (!body.subarray(HEAD_BYTES, end).equals(name)) throw refuseCursor(field, 'a cursor of this workspace', 'OTHER_WORKSPACE');
          if (!body.subarray(0, end).equals(head)) throw refuseCursor(field, 'a cursor of this operation with these variables', 'OTHER_OPERATION');
          return body.subarray(end).toString();
        },
      };
    },
  };
}

/**
 * HMAC-SHA-256 (RFC 2104), cut: written out over one-shot hashes, since each event of each stream has a cursor and the set-up of
 * node:crypto's Hmac objects costs several times what the hashes do.
 */
function createMac(key: Buffer): (bytes: Buffer) => Buffer {
  if (key.length > BLOCK_BYTES) throw new Error(`a cursor key has at most ${BLOCK_BYTES} bytes`);
  const inner = Buffer.alloc(BLOCK_BYTES, INNER_PAD);
  const outer = Buffer.alloc(BLOCK_BYTES, OUTER_PAD);
  for (const [at, byte] of key.entries()) {
    inner.writeUInt8(INNER_PAD ^ byte, at);
    outer.writeUInt8(OUTER_PAD ^ byte, at);
  }
  const digest = (pad: Buffer, bytes: Buffer): Buffer => hash('sha256', Buffer.concat([pad, bytes]), 'buffer');
  return (bytes) => digest(outer, digest(inner, bytes)).subarray(0, MAC_BYTES);
}

function readSealed(cursor: string, mac: (bytes: Buffer) => Buffer, field: string): Buffer {
  const bytes = /^[A-Za-z0-9_-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
  const body = bytes.subarray(0, Math.max(0, bytes.length - MAC_BYTES));
  const isGenuine = body.length > HEAD_BYTES && timingSafeEqual(mac(body), bytes.subarray(body.length));
  if (!isGenuine || body.readUInt8(0) !== VERSION) throw refuseCursor(field, 'a cursor that this API gave', 'MALFORMED');
  return body;
}

function refuseCursor(field: string, expected: string, reason: string): CodedError {
  return new CodedError('BAD_USER_INPUT', `${field}: expected ${expected}`, { field, expected, details: { reason } });
}
