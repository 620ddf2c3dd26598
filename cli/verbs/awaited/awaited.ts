/** One memorandum is asked itself, and those that stand under it with it; all of them are asked of the register. */
import { AWAITED, awaitedOf, type AwaitedWhat } from '../../../domain/awaited.ts';
import { awaitedThing } from '../../../projections/awaited.ts';
import type { AwaitedAsked, Pending } from '../../../register/port.ts';
import { asked } from '../../asking.ts';
import { databaseUrl } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { answer, type Options } from '../../output.ts';
import { table } from '../../table.ts';
import { withRegister } from '../../with-register.ts';

const isKind = (what: unknown): what is AwaitedWhat => AWAITED.some((kind) => kind === what);

const askedFrom = ({ of, what }: Options): AwaitedAsked => {
  if (what !== undefined && !isKind(what)) throw new UsageError(`--what: ${what as string} is not one of ${AWAITED.join(', ')}`);
  return { ...(of !== undefined && { of: of as string }), ...(what !== undefined && { what }) };
};

const isAsked = (one: Pending, { of, what }: AwaitedAsked): boolean =>
  (of === undefined || one.of === of) && (what === undefined || one.what === what);

/** The annexes and arrangements under it, however deep, where a register knows them. */
const under = async (mou: string): Promise<Set<string>> => {
  const kin = (await databaseUrl()) === undefined ? [] : await withRegister((register) => register.kin(mou));
  const found = new Set([mou]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const one of kin) if (one.under !== null && found.has(one.under)) found.add(one.mou);
  }
  return found;
};

const ofOne = async (mou: string): Promise<Pending[]> =>
  await asked(async (client) => {
    const all: Pending[] = [];
    for (const id of await under(mou)) {
      const state = await client.state(id);
      all.push(...awaitedOf(state).map((one) => ({ mou: id, title: state.instrument.title, ...one })));
    }
    return all;
  });

const rows = (found: readonly Pending[]): string[] => {
  if (found.length === 0) return ['Nothing is awaited.'];
  return table(
    ['mou', 'of', 'awaited', 'since', 'due on'],
    found.map((one) => [one.mou, one.of, awaitedThing(one), one.since, one.dueOn ?? '–']),
  );
};

const shown = ({ title: _, ...one }: Pending) => one;

export const awaited = async (mou: string | undefined, options: Options): Promise<void> => {
  const filters = askedFrom(options);
  const found =
    mou === undefined
      ? await withRegister((register) => register.awaited(filters))
      : (await ofOne(mou)).filter((one) => isAsked(one, filters));
  answer(options, found.map(shown), () => rows(found));
};
