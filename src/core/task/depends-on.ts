import type { Finding } from './finding.ts';
import { quote } from './quote.ts';

/** A task number named by `Depends On`, and where. */
export interface Dependency {
  readonly number: number;
  readonly offset: number;
}

export interface DependsOn {
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
}

/** `1, 2`, `Task 1 and Task 2`, `#1`, `none` or nothing; `offset` is that of the value. */
export function readDependsOn(value: string, offset: number): DependsOn {
  const dependencies = new Map<number, Dependency>();
  const findings: Finding[] = [];
  const words = value.toLowerCase() === 'none' ? [] : value.matchAll(/[^\s,;&]+/g);
  for (const word of words) {
    const [written] = word;
    const place = offset + word.index;
    const number = /^#?([1-9]\d{0,8})$/.exec(written)?.[1];
    if (number !== undefined) {
      const named = { number: Number(number), offset: place };
      dependencies.set(named.number, dependencies.get(named.number) ?? named);
    } else if (findings.length === 0 && !/^(?:tasks?|and)$/i.test(written)) {
      const message = `\`Depends On\` takes task numbers such as \`1, 2\`, or \`none\`, not ${quote(written)}.`;
      findings.push({ offset: place, message });
    }
  }
  return { dependencies: [...dependencies.values()], findings };
}
