import type { Finding } from './finding.ts';
import type { LineIndex } from './line-index.ts';
import type { Section } from './split-tasks.ts';

/** Numbers given twice. */
export function checkNumbers(sections: readonly Section[], lines: LineIndex): Finding[] {
  const first = new Map<number, Section>();
  const findings: Finding[] = [];
  let highest = sections.reduce((most, { number = 0 }) => Math.max(most, number), 0);
  for (const section of sections) {
    if (section.number === undefined) continue;
    const earlier = first.get(section.number);
    first.set(section.number, earlier ?? section);
    if (!earlier) continue;
    highest += 1;
    const message =
      `there is a task ${section.number} on line ${lines.line(earlier.offset)} already: ` +
      `give this one another number, ${highest} for example.`;
    findings.push({ offset: section.offset, message });
  }
  return findings;
}
