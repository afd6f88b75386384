import * as z from 'zod';

/** By version: what makes a document of that version one of the next. */
export type Migrations = Readonly<Record<number, (document: unknown) => unknown>>;

type Json = Readonly<Record<string, unknown>>;

const anything = z.looseObject({});

export const migrations: Migrations = {
  // What version 2 added may be missing: whoever reads it knows what it was before.
  1: (document) => ({ ...anything.parse(document), version: 2 }),
  2: (document) => ({ ...anything.parse(withHolds(withAnswers(document))), version: 3 }),
};

/** Nothing was asked in the middle of an attempt before version 3. */
function withAnswers(document: unknown): unknown {
  const known = changed(document, ['session'], (session) =>
    session['state'] === 'open' ? { ...session, answered: [], grants: [] } : session,
  );
  return changed(known, ['session', 'phase'], (phase) =>
    phase['name'] === 'running' ? { ...phase, asks: [], waits: [] } : phase,
  );
}

const GATES = [
  ['session', 'phase', 'gate'],
  ['session', 'redo', 'gate'],
  ['outbox', 'effect', 'notice', 'gate'],
];

/** Every limit was one of usage before version 3, and nothing went on by itself. */
const withHolds = (document: unknown): unknown =>
  GATES.reduce((held, path) => changed(held, path, withHold), document);

const withHold = (gate: Json): Json =>
  gate['kind'] === 'limit' ? { ...gate, cause: 'usage', since: gate['opened_at'], tries: 0 } : gate;

/** The same with what stands at `path` changed, where anything does; in each item where a list is on the way. */
function changed(value: unknown, path: readonly string[], change: (value: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, path, change));
  if (!isRecord(value)) return value;
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  return Object.hasOwn(value, key) ? { ...value, [key]: changed(value[key], rest, change) } : value;
}

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
