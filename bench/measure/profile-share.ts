import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the processor's time went in the CPU profiles of a folder. */
export interface ProfileShare {
  /** Milliseconds in which the process was at work. */
  readonly busyMs: number;
  /** 0 to 1: how much of that was spent in files below the path, and in what these call. */
  readonly share: number;
}

/** Reads every `.cpuprofile` of `folder`, as V8 writes them. `path` is a part of the files' addresses, e.g. `/gateway/admission/`. */
export function readProfileShare(folder: string, path: string): ProfileShare {
  let busyUs = 0;
  let insideUs = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const inside = findInside(nodes, path);
    const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
    samples.forEach((id, at) => {
      const deltaUs = Math.max(0, timeDeltas[at] ?? 0);
      if (idle.has(id)) return;
      busyUs += deltaUs;
      if (inside.has(id)) insideUs += deltaUs;
    });
  }
  return { busyMs: busyUs / 1_000, share: insideUs / busyUs };
}

/** The nodes of such files and all below them. */
function findInside(nodes: readonly ProfileNode[], path: string): ReadonlySet<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inside = new Set<number>();
  const open = nodes.filter(({ callFrame }) => callFrame.url.includes(path));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (inside.has(node.id)) continue;
    inside.add(node.id);
    for (const child of node.children ?? []) {
      const next = byId.get(child);
      if (next !== undefined) open.push(next);
    }
  }
  return inside;
}
