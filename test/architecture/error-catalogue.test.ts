import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { GATEWAY_ERROR_CODES } from '../../gateway/errors.ts';
import { ERROR_CODES } from '../../platform/errors/coded-error.ts';
import { ROOT } from './source-files.ts';

describe('docs/errors.md', () => {
  it('G12 lists every code with what it means, and no other', () => {
    const rows = [...readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` \| (.+?) \| .+ \|$/gm)];
    expect(Object.fromEntries(rows.map(([, code, meaning]) => [code, meaning]))).toEqual({ ...ERROR_CODES, ...GATEWAY_ERROR_CODES });
  });
});
