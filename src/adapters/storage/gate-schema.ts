import * as z from 'zod';
import { instant, number } from './attempt-schema.ts';

export const decisionSchema = z.enum(['approve', 'skip', 'retry', 'stop']);

export const gateKindSchema = z.enum(['start', 'closing', 'doubt', 'failure', 'limit']);

const gate = z.object({ id: z.string(), opened_at: instant, digest: z.string(), task: number });

const startWhySchema = z.enum(['begin', 'rework', 'blocked', 'checkpoint', 'explicit', 'manual', 'required']);

export const gateSchema = z.discriminatedUnion('kind', [
  gate.extend({ kind: z.literal('start'), why: startWhySchema }),
  gate.extend({ kind: z.literal('closing'), why: z.enum(['checkpoint', 'rework']) }),
  gate.extend({ kind: z.literal(['doubt', 'failure', 'limit']), epoch: number }),
]);
