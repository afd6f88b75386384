import * as z from 'zod';

/** By version: what makes a document of that version one of the next. */
export type Migrations = Readonly<Record<number, (document: unknown) => unknown>>;

const anything = z.looseObject({});

/** What version 2 added may be missing: whoever reads it knows what it was before. */
export const migrations: Migrations = { 1: (document) => ({ ...anything.parse(document), version: 2 }) };
