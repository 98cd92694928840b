import { badInput } from '../errors/coded-error.ts';
import type { Position } from './event-log.ts';

/** A position taken apart. `epoch` counts how often the head went backwards; `sequence` is dense from 1 (0: before all). */
export interface PositionParts {
  readonly workspace: string;
  readonly epoch: number;
  readonly sequence: number;
}

const PARTS = /^(\d{1,9})\.(\d{1,16})\.(.+)$/;

/** Makes the opaque form: base64url of `epoch.sequence.workspace`. */
export function toPosition(parts: PositionParts): Position {
  return Buffer.from(`${parts.epoch}.${parts.sequence}.${parts.workspace}`).toString('base64url');
}

/** Takes a position of `workspace` apart. Throws BAD_USER_INPUT naming `field` when it is malformed or of another workspace. */
export function readPosition(position: Position, workspace: string, field = 'position'): PositionParts {
  const match = /^[A-Za-z0-9_-]{1,256}$/.test(position) ? PARTS.exec(Buffer.from(position, 'base64url').toString('utf8')) : null;
  const parts = match === null ? undefined : { epoch: Number(match[1]), sequence: Number(match[2]), workspace: match[3] ?? '' };
  if (parts === undefined || !Number.isSafeInteger(parts.sequence) || toPosition(parts) !== position)
    throw badInput(field, 'a position that this API answered earlier', position);
  if (parts.workspace !== workspace) throw badInput(field, 'a position of this workspace');
  return parts;
}

/** Negative when `a` lies before `b`. Both must be of one workspace. */
export function comparePositions(a: PositionParts, b: PositionParts): number {
  return a.epoch - b.epoch || a.sequence - b.sequence;
}
