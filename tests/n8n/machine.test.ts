import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

type Obstacle = (folder: string, machine: { path?: string; neededGb?: number }) => string | undefined;
const module = new URL('../../n8n/e2e/machine.mjs', import.meta.url).href;
const { obstacle } = (await import(module)) as { obstacle: Obstacle };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenlight-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a machine without a compiler is told what it lacks', () => {
  expect(obstacle(folder, { path: folder })).toMatch(/lacks gcc, g\+\+, make, python3|knows Linux/);
});

it('a machine with a full disk is told how much is free', () => {
  const path = process.env['PATH'] ?? '';
  expect(obstacle(folder, { path, neededGb: 1e9 })).toMatch(/GB are free in|lacks|knows Linux/);
});
