/** `mou migrate`: brings the register's schema up to this version, and makes its roles. */
import type { Passwords, Role, RoleName } from '../../../register/roles.ts';
import { UsageError } from '../../failure.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';
import { registerPlace } from '../../with-register.ts';

const VARIABLES = {
  reader: 'MOU_READER_PASSWORD',
  desk: 'MOU_DESK_PASSWORD',
  appender: 'MOU_APPENDER_PASSWORD',
} as const satisfies Record<RoleName, string>;
const MAY = { reader: 'reads', desk: 'reads, and keeps the tokens of the desk', appender: 'appends and reads' } as const satisfies Record<
  RoleName,
  string
>;

/** Of characters that need no normalising, and too many to guess. */
const PASSWORD = /^[\x21-\x7e]{16,200}$/;

const passwordsIn = (environment: NodeJS.ProcessEnv): Passwords => {
  const given = Object.entries(VARIABLES).flatMap(([role, variable]) => {
    const password = environment[variable];
    if (!password) return [];
    if (!PASSWORD.test(password)) throw new UsageError(`${variable}: must be 16 to 200 letters, digits or signs of ASCII, without spaces`);
    return [[role, password] as const];
  });
  return Object.fromEntries(given);
};

const told = ({ name, may, logsIn }: Role): string => {
  const login = logsIn ? 'logs in with the password given' : `does not log in: GRANT ${name} TO a login of yours, or set ${VARIABLES[may]}`;
  return `${name} ${MAY[may]}; it ${login}`;
};

export const verb: Verb = {
  usage: 'migrate',
  summary: "Brings the register's schema up to this version, as the owner of its database. A worker does it too where it may.",
  details:
    'With --roles it makes roles named after the database, …_appender for the worker, …_desk for the desk and …_reader for those who only\nask, and takes the right to connect from everybody else. MOU_APPENDER_PASSWORD, MOU_DESK_PASSWORD and MOU_READER_PASSWORD let them\nlog in. Run it again after an upgrade.',
  examples: ['migrate', 'migrate --roles'],
  options: [{ flag: '--roles', help: 'make the roles of the worker, the desk and those who read' }],
  run: async (options) => {
    const passwords = passwordsIn(process.env);
    const { makeRoles, migrate } = await import('../../../client/archive.ts');
    const place = await registerPlace();
    const applied = await migrate(place);
    const roles = options.roles ? await makeRoles(place, passwords) : [];
    answer(options, { applied, ...(options.roles ? { roles } : {}) }, () => [
      applied.length === 0 ? "The register's tables are those of this version." : `Applied: ${applied.join(', ')}`,
      ...roles.map(told),
    ]);
  },
};
