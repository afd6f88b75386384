import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Writes a module of ours and all it imports into `folder` as JavaScript for a child process; returns its path there. */
export async function transpiled(module: string, folder: string): Promise<string> {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const done = new Set<string>();
  const entry = join(ROOT, module);
  await write(entry);
  return target(entry);

  function target(file: string): string {
    return join(folder, relative(ROOT, file)).replace(/\.ts$/, '.js');
  }

  async function write(file: string): Promise<void> {
    if (done.has(file)) return;
    done.add(file);
    const { code } = await transform(await readFile(file, 'utf8'), {
      configFile: false,
      swcrc: false,
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript' },
        transform: { verbatimModuleSyntax: true },
      },
      module: { type: 'es6' },
    });
    const imports = /from ['"](\.[^'"]+)\.ts['"]/g;
    await mkdir(dirname(target(file)), { recursive: true });
    await writeFile(target(file), code.replace(imports, "from '$1.js'"));
    for (const [, path] of code.matchAll(imports)) await write(resolve(dirname(file), `${path ?? ''}.ts`));
  }
}
