import type { Response } from 'express';

/** Answers with an error: a code for programs, a sentence for people. */
export function refuse(
  response: Response,
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  response.status(status).json({ status: 'error', code, message, ...more });
}
