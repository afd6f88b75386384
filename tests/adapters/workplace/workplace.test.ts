import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { usePlaces, workplaceAt } from './place.ts';

const placeOf = usePlaces();

describe('the surroundings of a call', () => {
  it('begin at the real folder of the project', async () => {
    const place = await placeOf();
    await symlink('project', join(place.top, 'short'));
    const workplace = workplaceAt(place, {
      projectDirectory: join(place.top, 'short'),
      env: { HOME: '/home/ann' },
    });
    expect(workplace.surroundings('/elsewhere')).toMatchObject({
      project: place.project,
      cwd: '/elsewhere',
      home: '/home/ann',
      own: [],
    });
    expect(workplace.surroundings('src').cwd).toBe(join(place.top, 'short/src'));
  });

  it('are the same without a home, and where the project is yet to be made', async () => {
    const place = await placeOf();
    const gone = join(place.top, 'gone');
    const { project, home } = workplaceAt(place, { projectDirectory: gone }).surroundings('.');
    expect([project, home]).toEqual([gone, undefined]);
  });

  it('are never those of another project where this one cannot be found', async () => {
    const place = await placeOf();
    const loop = join(place.top, 'loop');
    await symlink('loop', loop);
    const { project, real } = workplaceAt(place, { projectDirectory: loop }).surroundings('.');
    expect(project).toBe(loop);
    expect(real(join(loop, 'a.ts')).startsWith(project)).toBe(false);
  });

  it("name Greenlight's own files wherever they lie, and where they lead", async () => {
    const { top, ...place } = await placeOf();
    await place.write('outside/real.yaml', '');
    await symlink('../outside/real.yaml', join(place.project, 'config.yaml'));
    await symlink('project', join(top, 'short'));
    await symlink('loop', join(top, 'loop'));
    await place.write('outside/real.json', '');
    await symlink('../outside/real.json', join(place.project, 'state.json'));
    await place.write('project/state.json.lock', '');
    await place.write('project/statement.ts', '');
    const ownPaths = [
      ...[join(top, 'short/config.yaml'), join(top, 'short/logs'), join(top, 'short/state.*')],
      ...[join(top, 'loop'), join(top, 'gone/state.*')],
    ];
    const { own } = workplaceAt({ top, ...place }, { ownPaths }).surroundings('.');
    expect(own.toSorted()).toEqual(
      [
        join(top, 'short/config.yaml'),
        join(top, 'project/config.yaml'),
        join(top, 'outside/real.yaml'),
        join(top, 'short/logs'),
        join(top, 'project/logs'),
        join(top, 'short/state.*'),
        join(top, 'project/state.*'),
        join(top, 'project/state.json.lock'),
        join(top, 'outside/real.json'),
        join(top, 'loop'),
        join(top, 'gone/state.*'),
      ].toSorted(),
    );
  });
});

describe('what a file holds', () => {
  it.each([
    ['', 10],
    ['Zwei – ☃\n', 13],
    ['abc', 3],
  ])('is read as text (%j)', async (text, maxBytes) => {
    const place = await placeOf();
    const file = await place.write('project/a.ts', text);
    expect(await workplaceAt(place).read(file, maxBytes)).toBe(text);
  });

  it('is not shown in part: it would look as if the rest were new', async () => {
    const place = await placeOf();
    const file = await place.write('project/a.ts', 'Zwei – ☃\n');
    for (const maxBytes of [0, 6, 12]) expect(await workplaceAt(place).read(file, maxBytes)).toBeUndefined();
  });

  it('is not shown where it is no text', async () => {
    const place = await placeOf();
    const file = await place.write('project/a.png', Uint8Array.of(0x89, 0x50, 0xff, 0xfe));
    expect(await workplaceAt(place).read(file, 100)).toBeUndefined();
    const half = await place.write('project/half', Uint8Array.of(0x61, 0xe2, 0x98));
    expect(await workplaceAt(place).read(half, 100)).toBeUndefined();
  });

  it('is nothing where there is no file, and nobody is waited for', async () => {
    const place = await placeOf();
    const workplace = workplaceAt(place);
    const pipe = join(place.project, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await symlink('loop', join(place.project, 'loop'));
    const paths = [pipe, place.project, '/dev/zero', '/dev/tty', 'a.ts', '', '/a\0b', join(pipe, 'x')];
    for (const path of [...paths, join(place.project, 'gone'), join(place.project, 'loop')]) {
      expect(await workplace.read(path, 100)).toBeUndefined();
    }
  });

  it('is read where a link leads, and where the size is not told', async () => {
    const place = await placeOf();
    await place.write('outside/a', 'there');
    await symlink('../outside/a', join(place.project, 'a'));
    expect(await workplaceAt(place).read(join(place.project, 'a'), 100)).toBe('there');
    if (process.platform === 'linux') {
      expect(await workplaceAt(place).read('/proc/self/comm', 100)).toMatch(/\n$/);
    }
  });
});
