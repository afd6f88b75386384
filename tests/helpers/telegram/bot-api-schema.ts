import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Raise it when the rewriting below changes: a cached schema of another recipe is not read. */
const RECIPE = 1;
const FEWEST_METHODS = 150;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const typesFolder = join(root, 'node_modules/@grammyjs/types');
const generator = join(root, 'node_modules/ts-json-schema-generator/bin/ts-json-schema-generator.js');

export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** JSON schema of the Bot API: `definitions.ApiMethods.properties` has the parameters of every method. */
export interface BotApiSchema {
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

/** The schema made of the installed @grammyjs/types: from the cache, or made now (some seconds) and cached. */
export function botApiSchema(): BotApiSchema {
  const cached = join(root, 'node_modules/.cache/greenlight', `bot-api-${typesVersion()}-r${RECIPE}.json`);
  if (!existsSync(cached)) writeWhole(cached, generated());
  return JSON.parse(readFileSync(cached, 'utf8')) as BotApiSchema;
}

/** Makes the schema anew and gives it as JSON text. */
export function generated(): string {
  // Inside the project, so that the compiler finds what the types may import.
  const parent = join(root, 'node_modules/.cache/greenlight');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'types-'));
  try {
    writeSources(folder);
    const made = execFileSync(
      process.execPath,
      [
        generator,
        ...['--path', join(folder, 'schema.ts'), '--tsconfig', join(folder, 'tsconfig.json')],
        ...['--type', 'BotApi', '--no-top-ref', '--jsDoc', 'none', '--minify'],
      ],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    assertWhole(JSON.parse(made) as BotApiSchema);
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSources(folder: string): void {
  for (const file of readdirSync(typesFolder).filter((name) => name.endsWith('.d.ts'))) {
    const source = withoutGenerics(readFileSync(join(typesFolder, file), 'utf8'));
    writeFileSync(join(folder, file), file === 'methods.d.ts' ? methodsAsProperties(source) : source);
  }
  writeFileSync(
    join(folder, 'schema.ts'),
    `import type { ApiMethods } from './methods.js';
import type { Update } from './update.js';
export interface BotApi { methods: ApiMethods; update: Update }
`,
  );
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', noEmit: true, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['schema.ts'] }));
}

/** `F`, the type of a file, becomes string: a file_id, a URL or attach://name is what goes over the wire. */
function withoutGenerics(source: string): string {
  return source
    .replace(/^type Params<F.*$/m, '')
    .replace(/^export type Opts<F> = \{[\s\S]*?^\};$/m, '')
    .replace(/(?<=\w)<(F|never)>/g, '')
    .replace(/\bF \| string\b/g, 'string')
    .replace(/\bF\b(?=[;,[\]> ])/g, 'string')
    .replace(/^type ReplyMessage = Message & \{[\s\S]*?^\};$/m, 'type ReplyMessage = Message;');
}

/** The generator makes empty objects of `Parameters<...>`: so a method becomes a property of its parameters' type. */
function methodsAsProperties(source: string): string {
  return source
    .replace(/^ {4}(\w+)\(args\??: \{$/gm, '    $1: {')
    .replace(/^ {4}\}\): .*;$/gm, '    };')
    .replace(/^ {4}(\w+)\(\): .*;$/gm, '    $1: {};');
}

function assertWhole({ definitions }: BotApiSchema): void {
  const methods = Object.values(definitions['ApiMethods']?.properties ?? {});
  const withParameters = methods.filter((method) => method.properties !== undefined).length;
  if (withParameters < FEWEST_METHODS)
    throw new Error(`Only ${withParameters} methods of @grammyjs/types were understood: mend the rewriting.`);
}

function typesVersion(): string {
  const manifest = JSON.parse(readFileSync(join(typesFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** By rename: several jest workers may write it at once, and none may read half of it. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
