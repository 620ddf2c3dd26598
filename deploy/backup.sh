#!/bin/sh
# Backs up the register and Temporal's two databases into a folder of its own below the one given: `backup.sh /var/backups/mou`.
# Reads MOU_BACKUP_URL, TEMPORAL_BACKUP_URL and VISIBILITY_BACKUP_URL, each of a database as a role that may read all of it, and their
# passwords: MOU_BACKUP_PASSWORD and TEMPORAL_BACKUP_PASSWORD. With MOU_BACKUP_KEEP, a number, older backups than that many are removed.
#
# Each dump is of one moment, and the three are of three moments. The register's is the first: what it lacks beside Temporal,
# `mou reconcile` gives back whole. What Temporal lacks beside a newer register could only be taken up from there.
set -eu
: "${1:?a folder}" "${MOU_BACKUP_URL:?}" "${TEMPORAL_BACKUP_URL:?}" "${VISIBILITY_BACKUP_URL:?}"
case "${MOU_BACKUP_KEEP:-1}" in '' | 0* | *[!0-9]*) printf 'MOU_BACKUP_KEEP: a number from 1 on\n' >&2 && exit 2 ;; esac
umask 077
mkdir -p "$1"
cd "$1"
made=$(date -u +%Y-%m-%dT%H%M%SZ)
mkdir "$made.part"
# What is not whole is no backup, and would fill the disk night after night.
trap 'rm -rf "$made.part"' EXIT
trap 'exit 1' HUP INT TERM

# A password among the words of a command is seen by everybody on the machine: it goes by the environment.
dump() {
  case $3 in *://*:*@*) printf '%s: everybody on this machine sees the password in its URL while it is dumped\n' "$1" >&2 ;; esac
  PGPASSWORD=${2:-${PGPASSWORD:-}} pg_dump --format=custom --file="$made.part/$1.dump" "$3" ${4:+"$4"}
  pg_restore --list "$made.part/$1.dump" > /dev/null
}
dump mou "${MOU_BACKUP_PASSWORD:-}" "$MOU_BACKUP_URL" --schema=mou
dump temporal "${TEMPORAL_BACKUP_PASSWORD:-}" "$TEMPORAL_BACKUP_URL"
dump temporal_visibility "${TEMPORAL_BACKUP_PASSWORD:-}" "$VISIBILITY_BACKUP_URL"
(cd "$made.part" && sha256sum ./*.dump > SHA256SUMS)
sync
# It bears its name once it is whole.
mv "$made.part" "$made"
if [ -n "${MOU_BACKUP_KEEP:-}" ]; then
  ls -d [0-9]*T[0-9]*Z | sort -r | tail -n "+$((MOU_BACKUP_KEEP + 1))" | xargs -r rm -rf --
fi
# Of one that was killed before it could tidy up.
find . -maxdepth 1 -name '[0-9]*Z.part' -mtime +1 -exec rm -rf {} +
printf '%s\n' "$PWD/$made"
