import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { reportHtml } from '../../export/report/index.ts';
import { dossier, rich, richNow } from '../support/dossiers.ts';
import { fullLives, Life, untilDelivery } from '../support/lives.ts';
test('x', () => {
  writeFileSync('/tmp/rep/rich.html', reportHtml(dossier(rich.log, {}, richNow)));
  fullLives().forEach((life, at) =>
    writeFileSync(
      `/tmp/rep/full${at}.html`,
      reportHtml(dossier(life.log), [
        { key: 'k', seq: 1, recipient: 'us', channel: 'email', at: '2027-01-01T00:00:00Z', status: 'accepted', detail: '250 ok' },
      ]),
    ),
  );
  writeFileSync('/tmp/rep/open.html', reportHtml(dossier(new Life([]).log)));
  writeFileSync('/tmp/rep/done.html', reportHtml(dossier(new Life([...untilDelivery, '2027-08-01T00:00:00Z']).log)));
});
