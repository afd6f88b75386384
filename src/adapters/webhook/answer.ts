import type * as z from 'zod';
import type { errorSchema, ErrorCode, ErrorStatus, saidSchema } from './answers.ts';

/** What a call is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

type Said = z.infer<typeof saidSchema>;
type Failed = z.infer<typeof errorSchema>;

export const ok = (message: string, more: Omit<Said, 'status' | 'message'>): Answer => ({
  status: 200,
  body: { status: 'ok', message, ...more },
});

export const failed = <S extends ErrorStatus>(
  status: S,
  code: ErrorCode<S>,
  message: string,
  more: Omit<Failed, 'status' | 'code' | 'message'> = {},
): Answer => ({ status, body: { status: 'error', code, message, ...more } });
