import { describe, expect, it } from '@jest/globals';
import { findDriveCycle } from './drive-cycle.ts';
import type { PipelineDefinition } from './pipeline.ts';

function link(id: string, pattern: string, type: string): Pick<PipelineDefinition, 'source' | 'sink'> & { id: string } {
  return { id, source: { kind: 'event', pattern, from: 'HEAD' }, sink: { kind: 'topic', type } };
}

describe('pipelines that would drive each other', () => {
  it.each<[string, string, string, readonly string[] | undefined]>([
    ['back through one', 'b', 'a', ['ab']],
    ['back through two', 'c', 'a', ['ab', 'bc']],
    ['back by a wildcard', '**', 'x.y', ['xz']],
    ['onwards alone', 'z', 'a', undefined],
    ['only to itself', 'q', 'q', undefined],
  ])('finds the way %s', (_what, pattern, type, expected) => {
    const others = [link('ab', 'a', 'b'), link('bc', 'b', 'c'), link('xz', 'x.*', 'zz.z'), link('loop', 'l', 'm')];
    expect(findDriveCycle(link('new', pattern, type), others)).toEqual(expected);
  });
});
