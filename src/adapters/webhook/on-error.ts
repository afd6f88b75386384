import type { ErrorRequestHandler, Response } from 'express';
import type { Log } from '../../app/ports/log.ts';
import { NOT_JSON_TYPE } from './read-body.ts';
import { refuse } from './refuse.ts';

/** No stack, no path: what went wrong inside is for the log. */
export const onError =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    // A client that went away, or was cut off, gets nothing.
    if (request.socket.destroyed) return;
    if (response.headersSent) next(error);
    else if (isHttpError(error) && error.status < 500) refuseBody(error.status, response);
    else {
      log.error('a call failed', { error });
      refuse(response, 500, 'failed', 'Something failed inside; the log of Greenlight tells what.');
    }
  };

/** Nothing of the error itself is told: it holds the body, and that may hold the secret. */
function refuseBody(status: number, response: Response): void {
  if (status === 413) refuse(response, 413, 'too_large', 'The body is over 100 kB.');
  else if (status === 415) refuse(response, 415, 'wrong_type', NOT_JSON_TYPE);
  else refuse(response, 400, 'bad_body', 'The body could not be read as a JSON object.');
}

const isHttpError = (error: unknown): error is { readonly status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';
