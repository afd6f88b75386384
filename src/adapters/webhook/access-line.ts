import { isIP } from 'node:net';
import type { Request, Response } from 'express';

const LONGEST_PATH = 100;

export interface Access {
  readonly at: string;
  readonly id: string;
  /** As it was at the beginning: a connection that is closed has none. */
  readonly address: string;
  readonly request: Request;
  readonly response: Response;
  readonly ms: number;
}

/** A line of the access log: never a body, a query or a header that may hold the secret. */
export const accessLine = ({ at, id, address, request, response, ms }: Access): string =>
  [
    at,
    address,
    request.method,
    pathOf(request),
    // Nothing was answered: the client went away, or was too slow.
    response.writableFinished ? response.statusCode : '-',
    `${Math.round(ms)}ms`,
    id,
  ].join(' ');

/** What a proxy tells may be anything. */
export const addressOf = ({ ip = '' }: Request): string => (isIP(ip) > 0 ? ip : '-');

/** Without its query, and nothing in it that breaks a line. */
export const pathOf = ({ originalUrl }: Request): string =>
  (originalUrl.split('?', 1)[0] ?? '').slice(0, LONGEST_PATH).replaceAll(/[^\x21-\x7e]/g, '?');
