/** What `--help` says of each verb that records no act: a sentence, and examples that run. Acts say it themselves. */
import { ACT_NAMES, ACTS, commandOf } from '../domain/acts/index.ts';

type Verb =
  | 'status'
  | 'events'
  | 'text'
  | 'explain'
  | 'list'
  | 'simulate'
  | 'rehearse'
  | 'apply'
  | 'watch'
  | 'diff'
  | 'export'
  | 'report'
  | 'verify'
  | 'checkpoint'
  | 'import'
  | 'migrate'
  | 'dev'
  | 'clock'
  | 'deliveries'
  | 'resend'
  | 'contacts'
  | 'bounces';

export const SUMMARIES: Record<Verb, string> = {
  verify: 'Recomputes the hash chains of the register, or of a file, and names the first wrong event.',
  checkpoint: 'Signs the heads of all memoranda, so that an outsider can verify them.',
  import: 'Takes an export into the register, once its chain is verified.',
  migrate: "Brings the register's schema up to this version, as the owner of its database. A worker does it too where it may.",
  status: 'Shows the state of a memorandum.',
  events: 'Lists the events of a memorandum.',
  text: 'Prints the consolidated text.',
  explain: 'Explains every computed date: the clause, the inputs, the rule.',
  list: 'Lists the memoranda.',
  deliveries: 'Shows what became of each message: accepted by the other side, a dead letter, or bounced.',
  resend: 'Sends messages again, each under its own key.',
  contacts: 'Shows where each Participant is told of events.',
  bounces: 'Reads what mail servers reported (RFC 3464) from an mbox file, a Maildir or a folder of .eml files, and records it.',
  simulate: 'Runs a scenario on the decider alone: no server.',
  rehearse: 'Runs the same scenario on a real Temporal server whose clock is skipped forward.',
  apply: 'Records acts in bulk: one JSON object a line, with its memorandum as "mou". Blank lines and lines that begin with # are skipped.',
  watch: 'Prints the events of a memorandum, and then each new one as it comes.',
  diff: 'Shows what differs between two versions of the text, or between two dates, and by which decision.',
  export: 'Writes a memorandum as JSON, CloudEvents, iCalendar, Akoma Ntoso or Markdown.',
  report: 'Writes one HTML page on a memorandum: status, timeline, dates with their reasons, text and record.',
  clock: 'Tells what time it is in a rehearsal, and moves its clock forward.',
  dev: 'Runs the Temporal server with its Web UI, the worker and the mail inbox on this machine.',
};

export const examples = (...lines: string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

/** By the words of the verb. */
export const EXAMPLES: Record<string, string> = {
  ...Object.fromEntries(
    ACT_NAMES.flatMap((name) => {
      const { examples: lines = [] } = ACTS[name];
      return lines.length > 0 ? [[commandOf(name), examples(...lines.map((line) => `npx mou ${line}`))]] : [];
    }),
  ),
  mou: `
Acts print a receipt. Exit codes: 0 done, 1 unexpected, 2 input not valid, 3 refused by the memorandum's rules,
4 not found, 5 no service. The server is found by TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE or temporal.toml.
${examples('npx mou dev', 'npx mou open us-rok-tpd', 'npx mou status us-rok-tpd', 'npx mou simulate scenario.yaml --json')}`,
  status: examples('npx mou status us-rok-tpd', 'npx mou status us-rok-tpd --on 2026-03-10 --known-at 2026-03-31T00:00:00Z --json'),
  events: examples('npx mou events us-rok-tpd --json'),
  explain: examples('npx mou explain us-rok-tpd'),
  text: examples('npx mou text us-rok-tpd --on 2026-05-01', 'npx mou text us-rok-tpd --version 1'),
  diff: examples(
    'npx mou diff us-rok-tpd',
    'npx mou diff us-rok-tpd --from-version 1 --to-version 2 --unified | patch us-rok-tpd.txt',
    'npx mou diff us-rok-tpd --from 2026-04-30 --to 2026-05-01 --json',
  ),
  watch: `
It ends at Ctrl-C with exit code 0, and with 5 where nobody answers for longer than the patience lasts.
${examples('npx mou watch us-rok-tpd', 'npx mou watch us-rok-tpd --from 8 --until discontinued', 'npx mou watch us-rok-tpd --json | jq -r .type')}`,
  apply: `
A line: {"mou":"us-rok-tpd","do":"sign","by":"us", …}, with the fields that a scenario's steps have; "instrument" may be an id,
a path or the instrument itself. Acts of one memorandum are recorded in the order of the lines, those of several at once.
A refused act is a result, and the rest goes on. Results are told in the order of the lines: --json gives one document at the
end, {"results":[{"line","mou","do","ok","receipt" | "error"}],"applied","repeated","refused","failed"}.

A line without an "id" gets one from its content and from how often that content has come up in the file. So the same file
may be run again after any interruption: what has been done is told again (as before) and not done twice. What an earlier
file said in the same words is the same act too; to record it anew, give the line an "id".

Exit codes: 0 all done, 3 an act was refused, 2 a line was not valid, 5 no service; 130 stopped by Ctrl-C, after the acts in flight.
${examples('npx mou apply acts.ndjson', 'generate-acts | npx mou apply - --mou us-rok-tpd --ndjson', 'npx mou apply acts.ndjson --json --concurrency 32 > receipts.json')}`,
  export: examples(
    'npx mou export us-rok-tpd --format json --out us-rok-tpd.json',
    'npx mou export us-rok-tpd --format akn --on 2026-05-01 > us-rok-tpd.xml',
    'npx mou export us-rok-tpd --format ics --out us-rok-tpd.ics --force',
  ),
  report: examples('npx mou report us-rok-tpd', 'npx mou report us-rok-tpd --on 2026-05-01 --out - > report.html'),
  list: examples(
    'npx mou list --status operative --expected-before 2027-01-01',
    'npx mou list --search "quantum -ships"',
    'npx mou list --dead-letters',
  ),
  verify: examples(
    'npx mou verify',
    'npx mou verify us-rok-tpd --since 2026-checkpoint.json',
    'npx mou verify --checkpoint 2026-checkpoint.json --heads 2026-checkpoint.heads.json --export us-rok-tpd.json --public-key MCow…',
    'npx mou verify --checkpoint 2026-checkpoint.json --extract 2026-checkpoint.extract.us-rok-tpd.json',
  ),
  checkpoint: examples('npx mou checkpoint --out 2026-checkpoint.json', 'npx mou checkpoint --extract us-rok-tpd'),
  import: examples('npx mou import us-rok-tpd.json'),
  deliveries: examples(
    'npx mou deliveries us-rok-tpd',
    `npx mou deliveries us-rok-tpd --json | jq '.deliveries[] | select(.status=="dead")'`,
  ),
  resend: examples('npx mou resend us-rok-tpd --all', 'npx mou resend us-rok-tpd --key us-rok-tpd/7/rok'),
  bounces: examples('npx mou bounces /var/mail/register'),
  simulate: examples('npx mou simulate scenario.yaml', 'npx mou simulate scenario.yaml --json | jq .state.status'),
  rehearse: examples('npx mou rehearse scenario.yaml'),
  clock: examples('npx mou clock', 'npx mou clock 2027-03-04T06:00:00Z'),
  dev: examples('npx mou dev', 'npx mou dev --port 7300 --ui-port 8300', 'npx mou dev --rehearse 2027-01-05T01:00:00Z'),
};
