/** The last bytes of a stream, in memory of a fixed size. */
export interface Tail {
  take(chunk: Buffer): void;
  /** All bytes that were taken, also those that are gone. */
  readonly total: () => number;
  readonly bytes: () => Buffer;
}

export function createTail(size: number): Tail {
  const ring = Buffer.alloc(size);
  let total = 0;
  return {
    take: (chunk) => {
      const kept = chunk.subarray(-size);
      const start = (total + chunk.length - kept.length) % size;
      const copied = kept.copy(ring, start);
      kept.copy(ring, 0, copied);
      total += chunk.length;
    },
    total: () => total,
    bytes: () => {
      const next = total % size;
      return total < size
        ? Buffer.from(ring.subarray(0, next))
        : Buffer.concat([ring.subarray(next), ring.subarray(0, next)]);
    },
  };
}
