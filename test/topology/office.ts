/** A machine of an office's, as docs/production.md finds it: the page's folders are below one of the test's, and its services are run without systemd. */
import { chmod, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { choosePorts } from '../../deploy/native/server.ts';
import { findBinaries } from '../../deploy/native/binaries.ts';
import { freePort } from '../../dev/free-port.ts';
import { ROOT } from '../../dev/paths.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { makeNextBuild } from './next-build.ts';

const DEBIAN = '/usr/lib/postgresql';
const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(a) - Number(b)) : [];
/** The folder of PostgreSQL's programs, with its tools; undefined where Debian's is not installed. */
export const postgresTools = versions.map((version) => join(DEBIAN, version, 'bin')).findLast((bin) => existsSync(join(bin, 'initdb')));

/** Users and groups that this machine does not know, a line each with its group: their numbers are those of the lines. */
const ACCOUNTS = `
number() { local n; n=$(grep -n "^$1 " "$UNITS/accounts" | cut -d: -f1); echo $((61000 + \${n:?nobody is called $1})); }
group_of() { sed -n "s/^$1 //p" "$UNITS/accounts"; }
`;

/** The units are run as they are, each as its user; what else only systemd does (limits, the fences) is not. */
const SYSTEMCTL = `#!/bin/bash
set -eu
${ACCOUNTS}
start() {
  local file="$UNITS/$1.service" pid="$UNITS/$1.pid"
  [[ $1 == *.timer ]] && return
  local user uid gid; user=$(sed -n 's/^User=//p' "$file"); uid=$(number "$user"); gid=$(number "$(group_of "$user")")
  local run; run="export USER=$user HOME=/nonexistent; set -a; . $(sed -n 's/^EnvironmentFile=//p' "$file"); set +a"
  run="$run; exec setpriv --reuid=$uid --regid=$gid --clear-groups $(sed -n 's/^ExecStart=//p' "$file")"
  if grep -q '^Type=oneshot' "$file"; then env -i PATH="$PATH" bash -c "$run"; return; fi
  env -i PATH="$PATH" setsid bash -c "$run" >> "$UNITS/$1.log" 2>&1 < /dev/null &
  echo $! > "$pid"
}
stop() {
  local pid="$UNITS/$1.pid"
  [[ -f $pid ]] || return 0
  kill "$(cat "$pid")" 2> /dev/null || true
  while kill -0 "$(cat "$pid")" 2> /dev/null; do sleep 0.2; done
  rm -f "$pid"
}
verb=$1; shift
case $verb in
  daemon-reload) sed -i "$UNIT_PATHS" "$UNITS"/*.service ;;
  enable) [[ $1 == --now ]] && shift; for unit; do start "$unit"; done ;;
  start) for unit; do start "$unit"; done ;;
  stop) for unit; do stop "$unit"; done ;;
  restart) for unit; do stop "$unit"; start "$unit"; done ;;
esac
`;

/**
 * What a test does not do: make a user. What builds the engine is done beforehand: by the image's own test for real; what it makes
 * under the page's umask is its maker's alone.
 */
const SHIMS: Record<string, string> = {
  systemctl: SYSTEMCTL,
  groupadd: '#!/bin/bash\necho "${@: -1} ${@: -1}" >> "$UNITS/accounts"\n',
  useradd: `#!/bin/bash
[[ " $* " =~ " --gid "([a-z]+) ]] && group=\${BASH_REMATCH[1]} || group=\${@: -1}
echo "\${@: -1} $group" >> "$UNITS/accounts"
`,
  chown: `#!/bin/bash\n${ACCOUNTS}\nuid=$(number "$1") && shift && exec /bin/chown "$uid" "$@"\n`,
  chgrp: `#!/bin/bash\n${ACCOUNTS}\ngid=$(number "$1") && shift && exec /bin/chgrp "$gid" "$@"\n`,
  install: `#!/bin/bash
${ACCOUNTS}
[[ $2 == -o ]] && owner=$(number "$3") && set -- "$1" -o "$owner" "\${@:4}"
exec /usr/bin/install "$@"
`,
  npm: '#!/bin/sh\ntest -f package.json || exit 1\n[ "$(umask)" != 0077 ] || chmod -R go= dist\n',
};

export type Office = {
  /** The page's text, with the folders and ports of this machine. */
  here: (page: string) => string;
  environment: Record<string, string>;
  stop: () => Promise<void>;
};

const startCluster = async (folder: string, bin: string, port: number): Promise<() => Promise<void>> => {
  const data = join(folder, 'postgresql');
  await mkdir(data);
  await execa('chown', ['postgres', data]);
  const asPostgres = async (...command: string[]) =>
    await execa('runuser', ['-u', 'postgres', '--', ...command], { cwd: '/', stdio: 'ignore' });
  await asPostgres(join(bin, 'initdb'), '-D', data, '--auth=reject', '--encoding=UTF8', '--locale=C.UTF-8');
  const access = ['host all postgres 127.0.0.1/32 trust', 'host all all 127.0.0.1/32 scram-sha-256'];
  await writeFile(join(data, 'pg_hba.conf'), `${access.join('\n')}\n`);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200`;
  await asPostgres(join(bin, 'pg_ctl'), '-D', data, '-o', options, '-w', '-l', join(data, 'log'), 'start');
  return async () => void (await asPostgres(join(bin, 'pg_ctl'), '-D', data, '-m', 'fast', '-w', 'stop'));
};

const placeEngine = async (folder: string): Promise<void> => {
  const [first, second] = [join(folder, 'opt/mou-1'), join(folder, 'opt/mou-2')];
  await mkdir(first, { recursive: true });
  await mkdir(second);
  for (const name of ['package.json', 'bin', 'dist', 'instruments', 'deploy'])
    await cp(join(ROOT, name), join(first, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(first, 'node_modules'));
  await makeNextBuild(second);
  for (const name of ['bin', 'deploy']) await cp(join(ROOT, name), join(second, name), { recursive: true });
};

/** @param smtp the port of a mail server */
export const openOffice = async (folder: string, bin: string, smtp: string): Promise<Office> => {
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const binaries = await findBinaries(tell);
  const programs = join(folder, 'bin');
  const units = join(folder, 'units');
  await chmod(folder, 0o755);
  for (const path of [programs, units]) await mkdir(path);
  for (const [name, text] of Object.entries(SHIMS)) await writeFile(join(programs, name), text, { mode: 0o755 });
  // A copy, for a user who cannot look into the home of the one who built it.
  await cp(binaries.server, join(programs, 'temporal-server'));
  await symlink(binaries.sql, join(programs, 'temporal-sql-tool'));
  await symlink(await findTemporalBinary({ log: tell, root: ROOT }), join(programs, 'temporal'));
  await placeEngine(folder);
  const [database, desk, watch, ports] = [await freePort(), await freePort(), await freePort(), await choosePorts()];
  const stopCluster = await startCluster(folder, bin, database);
  const paths = [
    ['/etc/systemd/system', units],
    ['/etc/mou', join(folder, 'etc')],
    ['/var/backups/mou', join(folder, 'backups')],
    ['/opt/mou', join(folder, 'opt/mou')],
    ['/usr/local/bin', programs],
    ['/usr/bin/node', process.execPath],
  ] as const;
  const others = Object.entries(ports).map(([name, port]) => `${name}=${port}`);
  const replaced: (readonly [string, string])[] = [
    ...paths,
    ['FRONTEND_GRPC_PORT=7233', others.join('\n')],
    ['127.0.0.1:7233', `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`],
    ['PGPORT=5432', `PGPORT=${database}`],
    ['127.0.0.1:25', `127.0.0.1:${smtp}`],
    ['127.0.0.1:9464', `127.0.0.1:${watch}`],
    ['MOU_DESK_PORT=8080', `MOU_DESK_PORT=${desk}`],
  ];
  const environment = {
    PATH: [programs, bin, dirname(process.execPath), process.env.PATH].join(':'),
    HOME: folder,
    NO_COLOR: '1',
    UNITS: units,
    UNIT_PATHS: paths.map(([from, to]) => `s#${from}#${to}#g`).join(';'),
  };
  const stop = async (): Promise<void> => {
    await execa(join(programs, 'systemctl'), ['stop', 'mou-desk', 'mou-worker', 'temporal'], { env: environment, reject: false });
    await stopCluster();
  };
  return { here: (page) => replaced.reduce((text, [from, to]) => text.replaceAll(from, to), page), environment, stop };
};

/** The end of what a service wrote. */
export const logOf = async (units: string, unit: string): Promise<string> =>
  (await readFile(join(units, `${unit}.log`), 'utf8').catch(() => '')).slice(-1_500);
