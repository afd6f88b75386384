/** What shall go wrong with the next requests. */
export interface Fault {
  /** Without it: any method but getUpdates. */
  readonly method?: string;
  readonly error_code?: number;
  readonly description?: string;
  readonly retry_after?: number;
  /** The connection is closed `before` the request is acted on, or `after` (done, but the answer is lost). */
  readonly drop?: 'before' | 'after';
  /** Never answered and never acted on. */
  readonly hang?: boolean;
  readonly delayMs?: number;
  /** How many requests it hits; 1 unless told. */
  readonly times?: number;
}

export interface Faults {
  readonly plan: (fault: Fault) => void;
  /** The oldest planned fault that fits the method; it is used up once more. */
  readonly take: (method: string) => Fault | undefined;
  readonly clear: () => void;
}

export function createFaults(): Faults {
  const planned: { fault: Fault; left: number }[] = [];
  const fits = (fault: Fault, method: string): boolean =>
    fault.method === undefined
      ? method !== 'getUpdates'
      : fault.method.toLowerCase() === method.toLowerCase();
  return {
    plan: (fault) => planned.push({ fault, left: fault.times ?? 1 }),
    take: (method) => {
      const entry = planned.find(({ fault, left }) => left > 0 && fits(fault, method));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
    clear: () => (planned.length = 0),
  };
}

/** The error a fault stands for; undefined when it is only about the connection or about time. */
export function errorOf(
  fault: Fault,
): { code: number; description: string; retryAfter?: number } | undefined {
  const { error_code, description, retry_after } = fault;
  if (retry_after !== undefined)
    return {
      code: error_code ?? 429,
      description: description ?? `Too Many Requests: retry after ${retry_after}`,
      retryAfter: retry_after,
    };
  if (error_code === undefined && description === undefined) return undefined;
  return { code: error_code ?? 500, description: description ?? 'Internal Server Error' };
}
