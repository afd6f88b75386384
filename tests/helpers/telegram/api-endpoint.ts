import { setTimeout as wait } from 'node:timers/promises';
import type { ApiResponse } from '@grammyjs/types';
import { decodedRequest, type RawRequest } from './decoded-request.ts';
import { errorOf, type Fault, type Faults } from './faults.ts';
import type { Call, Methods } from './methods.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { RequestCheck } from './request-check.ts';

export interface ApiRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** performance.now() when it had been read. */
  readonly at: number;
  /** Undefined while it is not answered. */
  readonly answer: ApiResponse<unknown> | undefined;
  /** The answer did not get to the bot: the fault closed the connection. */
  readonly lost: boolean;
}

export interface Violation {
  readonly method: string;
  readonly reason: string;
}

/** What happens on the connection. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: ApiResponse<unknown> }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

export interface ApiEndpoint {
  readonly requests: readonly ApiRequest[];
  readonly violations: readonly Violation[];
  readonly serve: (token: string, request: RawRequest, gone: AbortSignal) => Promise<Outcome>;
}

interface EndpointParts {
  readonly token: string;
  readonly methods: Methods;
  readonly faults: Faults;
  readonly check: RequestCheck;
}

type Handler = (params: Readonly<Record<string, unknown>>, call: Call) => unknown;

export function createApiEndpoint({ token, methods, faults, check }: EndpointParts): ApiEndpoint {
  const requests: ApiRequest[] = [];
  const violations: Violation[] = [];

  const act = async (method: string, params: ApiRequest['params'], call: Call): Promise<unknown> => {
    const { violations: reasons, refused } = check.params(method, params);
    violations.push(...reasons.map((reason) => ({ method, reason })));
    if (refused) throw badRequest(`wrong parameters of ${method}: ${reasons.join('; ')}`);
    const handler = (methods as Readonly<Record<string, Handler | undefined>>)[method];
    // A method nobody needs yet: its parameters are right, and that is all.
    return handler === undefined ? true : handler(params, call);
  };
  const answered = async (
    entry: ApiRequest,
    fault: Fault,
    known: boolean,
    call: Call,
  ): Promise<ApiResponse<unknown>> => {
    try {
      if (!known) throw new Refusal(404, 'Not Found: method not found');
      refuseFor(fault);
      return { ok: true, result: await act(entry.method, entry.params, call) };
    } catch (error) {
      // Nothing a bot did: but no test may pass on it unseen.
      if (!(error instanceof Refusal))
        violations.push({ method: entry.method, reason: `the emulator failed: ${String(error)}` });
      return errorAnswer(error);
    }
  };

  return {
    requests,
    violations,
    serve: async (givenToken, request, gone) => {
      if (givenToken !== token)
        return { kind: 'answer', answer: errorAnswer(new Refusal(401, 'Unauthorized')) };
      const known = check.nameOf(request.method);
      const method = known ?? request.method;
      const { params, files } = decodedRequest({ ...request, method }, check);
      const entry = { method, params, at: performance.now(), answer: undefined, lost: false };
      const index = requests.push(entry) - 1;
      const fault = faults.take(method) ?? {};
      if (fault.delayMs !== undefined) await wait(fault.delayMs);
      if (fault.hang === true || fault.drop === 'before') {
        requests[index] = { ...entry, lost: true };
        return { kind: fault.hang === true ? 'hang' : 'drop' };
      }
      const answer = await answered(entry, fault, known !== undefined, { files, gone });
      const lost = fault.drop === 'after';
      requests[index] = { ...entry, answer, lost };
      return lost ? { kind: 'drop' } : { kind: 'answer', answer };
    },
  };
}

function refuseFor(fault: Fault): void {
  const error = errorOf(fault);
  if (error === undefined) return;
  const { code, description, retryAfter } = error;
  throw new Refusal(code, description, retryAfter === undefined ? undefined : { retry_after: retryAfter });
}

function errorAnswer(error: unknown): ApiResponse<unknown> {
  if (!(error instanceof Refusal))
    return { ok: false, error_code: 500, description: `Internal Server Error: ${String(error)}` };
  const { code, message, parameters } = error;
  return {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters === undefined ? {} : { parameters }),
  };
}
