import type { Response } from 'express';
import type { ErrorCode, ErrorStatus } from './answers.ts';

/** Answers with an error: a code for programs, a sentence for people. */
export function refuse<S extends ErrorStatus>(
  response: Response,
  status: S,
  code: ErrorCode<S>,
  message: string,
): void {
  response.status(status).json({ status: 'error', code, message });
}
