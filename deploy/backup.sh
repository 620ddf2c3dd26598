#!/bin/sh
# Backs up the register and Temporal's two databases into a folder of its own below the one given: `backup.sh /var/backups/mou`.
# Reads MOU_BACKUP_URL, TEMPORAL_BACKUP_URL and VISIBILITY_BACKUP_URL, each of a database as a role that may read all of it.
#
# Each dump is of one moment, and the three are of three moments. The register's is the first: what it lacks beside Temporal,
# `mou reconcile` gives back whole. What Temporal lacks beside a newer register could only be taken up from there.
set -eu
: "${1:?a folder}" "${MOU_BACKUP_URL:?}" "${TEMPORAL_BACKUP_URL:?}" "${VISIBILITY_BACKUP_URL:?}"
umask 077
made="$1/$(date -u +%Y-%m-%dT%H%M%SZ)"
mkdir -p "$1"
mkdir "$made.part"
pg_dump --format=custom --schema=mou --file="$made.part/mou.dump" "$MOU_BACKUP_URL"
pg_dump --format=custom --file="$made.part/temporal.dump" "$TEMPORAL_BACKUP_URL"
pg_dump --format=custom --file="$made.part/temporal_visibility.dump" "$VISIBILITY_BACKUP_URL"
for name in mou temporal temporal_visibility; do pg_restore --list "$made.part/$name.dump" > /dev/null; done
(cd "$made.part" && sha256sum ./*.dump > SHA256SUMS)
sync
# It bears its name once it is whole.
mv "$made.part" "$made"
printf '%s\n' "$made"
