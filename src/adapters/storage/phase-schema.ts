import * as z from 'zod';
import {
  attemptSchema,
  instant,
  listOf,
  number,
  outcomeSchema,
  patienceSchema,
  stopCauseSchema,
} from './attempt-schema.ts';
import { askGateSchema, gateSchema } from './gate-schema.ts';

const waitSchema = z.object({ from: instant, to: instant.optional() });

export const phaseSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('waiting'), gate: gateSchema }),
  z.object({
    name: z.literal('running'),
    attempt: attemptSchema,
    asks: listOf(askGateSchema),
    waits: listOf(waitSchema),
  }),
  z.object({
    name: z.literal('stopping'),
    attempt: attemptSchema,
    cause: stopCauseSchema,
    closes: z.boolean(),
    waits: listOf(waitSchema).optional(),
  }),
  z.object({
    name: z.literal('undoing'),
    way: z.enum(['undo', 'redo']),
    task: number,
    gate: gateSchema,
    keep_as: z.string(),
  }),
  z.object({
    name: z.literal('between'),
    ended: z
      .object({
        epoch: number,
        task: number,
        outcome: outcomeSchema,
        ask: askGateSchema.optional(),
        patience: patienceSchema.optional(),
      })
      .optional(),
  }),
]);

export type PhaseDocument = z.infer<typeof phaseSchema>;

/** The numbers of the tasks that it names. */
export function tasksOfPhase(phase: PhaseDocument): readonly number[] {
  switch (phase.name) {
    case 'waiting':
      return [phase.gate.task];
    case 'undoing':
      return [phase.task, phase.gate.task];
    case 'running':
      return [phase.attempt.task, ...phase.asks.map(({ task }) => task)];
    case 'stopping':
      return [phase.attempt.task];
    case 'between':
      return phase.ended ? [phase.ended.task, phase.ended.ask?.task ?? phase.ended.task] : [];
  }
}
