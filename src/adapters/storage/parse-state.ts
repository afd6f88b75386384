import * as z from 'zod';
import type { ProjectState } from '../../app/project-state.ts';
import { decodeState } from './decode-state.ts';
import type { Migrations } from './migrations.ts';
import { parseJson, validate, type Parsed } from './parse-document.ts';
import { STATE_VERSION, stateSchema } from './state-schema.ts';
import { StorageError } from './storage-error.ts';

const versioned = z.object({ version: z.int() });

/** The state in a file's bytes; `path` is for the error when a newer Greenlight wrote them. */
export function parseState(bytes: Uint8Array, path: string, migrations: Migrations): Parsed<ProjectState> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const header = validate(json.value, versioned);
  if (!header.ok) return header;
  refuseNewer(header.value.version, path);
  const migrated = migrate(json.value, header.value.version, migrations);
  if (!migrated.ok) return migrated;
  const document = validate(migrated.value, stateSchema);
  return document.ok ? { ok: true, value: decodeState(document.value) } : document;
}

function refuseNewer(version: number, path: string): void {
  if (version <= STATE_VERSION) return;
  throw new StorageError(
    `${path} was written by a newer Greenlight: it has version ${version}, this one knows versions up to ` +
      `${STATE_VERSION}. Install that Greenlight again, or move the file away to begin without it.`,
    undefined,
  );
}

function migrate(document: unknown, from: number, migrations: Migrations): Parsed<unknown> {
  let value = document;
  for (let version = from; version < STATE_VERSION; version += 1) {
    const step = migrations[version];
    if (!step) return { ok: false, reason: `it has version ${version}, which never existed` };
    value = step(value);
  }
  return { ok: true, value };
}
