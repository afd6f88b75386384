import type { Request, Response } from 'express';
import { shortened } from '../../core/text/shortened.ts';

const LONGEST_PATH = 100;

export interface Access {
  readonly at: string;
  readonly id: string;
  readonly request: Request;
  readonly response: Response;
  readonly ms: number;
}

/** A line of the access log: never a body, a query or a header that may hold the secret. */
export const accessLine = ({ at, id, request, response, ms }: Access): string =>
  [
    at,
    request.ip ?? '-',
    request.method,
    encodeURI(shortened(request.path, LONGEST_PATH)),
    // Nothing was answered: the client went away, or was too slow.
    response.writableFinished ? response.statusCode : '-',
    `${Math.round(ms)}ms`,
    id,
  ].join(' ');
