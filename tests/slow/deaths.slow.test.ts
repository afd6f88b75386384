import { expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import type { ModelScript } from '../../src/demo/model-script.ts';
import { initRepository, type Repository } from '../helpers/git-project.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';
import { dayFile, dayList, dayScript, titleIn } from './deaths/days.ts';
import { createHand, type Hand } from './deaths/deeds.ts';
import { gather, type Evidence } from './deaths/evidence.ts';
import { fatesIn, type Judged } from './deaths/fates.ts';
import { createMoments, type Moments } from './deaths/moments.ts';
import { dieOften, type Deaths } from './deaths/mortal-service.ts';
import { liveThroughDays } from './deaths/person.ts';
import { createRandom } from './deaths/random.ts';
import { reportOf } from './deaths/report.ts';
import { settle } from './deaths/settle.ts';
import { wrongsIn } from './deaths/wrongs.ts';

const SEED = Number(process.env['DEATHS_SEED'] ?? randomInt(1_000_000));
const TIMES = Number(process.env['DEATHS_TIMES'] ?? 50);

const LIMIT_MS = 580_000;

const createStage = createTelegramStages();

it(`SIGKILL at ${TIMES} random moments loses and doubles nothing (DEATHS_SEED=${SEED})`, async () => {
  const asked: string[] = [];
  const stage = await createStage({ script: (conversation) => script(conversation), tasks: '' });
  const repository = await initRepository(stage.project);
  const own = await operatorsOwn(repository);
  const moments = createMoments(stage.bots);
  const script: ModelScript = (conversation) => {
    if (conversation.turn === 0) asked.push(titleIn(conversation.prompts[0]));
    moments.happened('model');
    return dayScript(conversation);
  };
  const hand = createHand(stage, () => moments.happened('deed'));
  const begun = performance.now();
  try {
    const { days, deaths } = await live(stage, { moments, hand });
    const { untold, left } = await settle(stage, hand, deaths.survivor);
    const evidence = await gather(stage, { deeds: hand.deeds, asked });
    const fates = fatesIn(evidence);
    const seconds = (performance.now() - begun) / 1_000;
    const violations = stage.bots.violations.length;
    process.stdout.write(reportOf({ seed: SEED, seconds, days, deaths, evidence, fates, left, violations }));
    expect([...wrongsIn(evidence), ...lostIn(fates)]).toEqual([]);
    expect(untold).toEqual([]);
    expect(await operatorsOwn(repository)).toEqual(own);
    expect(await unkept(repository, evidence)).toEqual([]);
    expect(stage.bots.violations).toEqual([]);
  } catch (error) {
    process.stdout.write(`${stage.bots.transcript(stage.ann.chat)}\nDEATHS_SEED=${SEED}\n`);
    throw error;
  } finally {
    moments.close();
  }
});

/** Days go on for as long as the service dies, and both end when one of them fails. */
async function live(
  stage: TelegramStage,
  { moments, hand }: { readonly moments: Moments; readonly hand: Hand },
): Promise<{ readonly days: number; readonly deaths: Deaths }> {
  const failed = new AbortController();
  const stop = AbortSignal.any([failed.signal, AbortSignal.timeout(LIMIT_MS)]);
  let dying = true;
  const fail = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  const dyings = dieOften({
    times: TIMES,
    start: () => stage.greenlight('serve'),
    moments,
    random: createRandom(SEED),
    stop,
  }).finally(() => (dying = false));
  const living = liveThroughDays({
    stage,
    hand,
    random: createRandom(SEED + 1),
    another: () => dying,
    prepare: (day) => stage.project.write(`tasks/${dayFile(day)}`, dayList(day)),
    stop,
  });
  const [deaths, days] = await Promise.all([dyings.catch(fail), living.catch(fail)]);
  return { days, deaths };
}

/** What no undo and no checkpoint may touch, in a repository without a fault. */
async function operatorsOwn({ git }: Repository): Promise<readonly string[]> {
  return Promise.all([
    git('rev-parse', 'HEAD'),
    git('ls-files', '--stage'),
    git('stash', 'list'),
    git('for-each-ref', 'refs/heads'),
    git('fsck', '--strict', '--no-dangling'),
  ]);
}

/** The attempts that ran without a kept state of what stood there before. */
async function unkept({ git }: Repository, { ledgers }: Evidence): Promise<readonly string[]> {
  const refs = (await git('for-each-ref', '--format=%(refname)', 'refs/greenlight')).split('\n');
  return ledgers.flatMap(({ attempt, ran }) => {
    const [session = '', epoch = ''] = attempt.split('/');
    const kept = refs.some(
      (ref) => ref.startsWith(`refs/greenlight/${session}/`) && ref.endsWith(`-${epoch}`),
    );
    return ran && !kept ? [attempt] : [];
  });
}

const lostIn = (fates: readonly Judged[]): readonly string[] =>
  fates
    .filter(({ fate }) => fate === 'lost' || fate === 'never fetched')
    .map(({ deed, entry, fate }) => `${JSON.stringify(deed)} was ${fate}: ${JSON.stringify(entry)}`);
