/** The verbs, in the order of the help, by their first word. Each is loaded when it is typed; all of them for the help of `mou` itself. */
import type { Verb } from '../verb.ts';

type Loaded = { verb: Verb } | { verbs: readonly Verb[] };

const BY_WORD: Record<string, () => Promise<Loaded>> = {
  open: () => import('./open/index.ts'),
  apply: () => import('./apply/index.ts'),
  status: () => import('./status/index.ts'),
  events: () => import('./events/index.ts'),
  text: () => import('./text/index.ts'),
  explain: () => import('./explain/index.ts'),
  list: () => import('./list/index.ts'),
  awaited: () => import('./awaited/index.ts'),
  deadlines: () => import('./deadlines/index.ts'),
  deliveries: () => import('./deliveries/index.ts'),
  resend: () => import('./resend/index.ts'),
  contacts: () => import('./contacts/index.ts'),
  bounces: () => import('./bounces/index.ts'),
  diff: () => import('./diff/index.ts'),
  tree: () => import('./tree/index.ts'),
  watch: () => import('./watch/index.ts'),
  export: () => import('./export/index.ts'),
  report: () => import('./report/index.ts'),
  keys: () => import('./keys/index.ts'),
  verify: () => import('./verify/index.ts'),
  checkpoint: () => import('./checkpoint/index.ts'),
  import: () => import('./import/index.ts'),
  doctor: () => import('./doctor/index.ts'),
  reconcile: () => import('./reconcile/index.ts'),
  migrate: () => import('./migrate/index.ts'),
  serve: () => import('./serve/index.ts'),
  tokens: () => import('./tokens/index.ts'),
  simulate: () => import('./simulate/index.ts'),
  rehearse: () => import('./rehearse/index.ts'),
  instrument: () => import('./instrument/index.ts'),
  codec: () => import('./codec/index.ts'),
  dev: () => import('./dev/index.ts'),
  clock: () => import('./clock/index.ts'),
  completion: () => import('./completion/index.ts'),
};

/** One verb an act, `open` aside: that one reads a file. */
const acts = async (): Promise<Loaded> => {
  const { verbs } = await import('./acts/index.ts');
  // Those of keys stand among the other verbs of keys.
  return { verbs: verbs.filter(({ usage }) => !usage.startsWith('keys ')) };
};

const verbsOf = async (load: () => Promise<Loaded>): Promise<readonly Verb[]> => {
  const loaded = await load();
  return 'verb' in loaded ? [loaded.verb] : loaded.verbs;
};

export const allVerbs = async (): Promise<Verb[]> => {
  const { open, ...others } = BY_WORD as { open: () => Promise<Loaded> } & typeof BY_WORD;
  return (await Promise.all([open, acts, ...Object.values(others)].map(verbsOf))).flat();
};

/** The verbs that the command line's first word names, or all of them where it names none. */
export const verbsFor = async (args: readonly string[]): Promise<readonly Verb[]> => {
  const word = args.find((arg) => !arg.startsWith('-')) ?? '';
  const load = Object.hasOwn(BY_WORD, word) ? BY_WORD[word] : undefined;
  if (load) return await verbsOf(load);
  const named = (await verbsOf(acts)).filter(({ usage }) => usage.startsWith(`${word} `));
  return named.length > 0 ? named : await allVerbs();
};
