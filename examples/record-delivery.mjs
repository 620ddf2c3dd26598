// Records the delivery of a notice and tells what follows:  node examples/record-delivery.mjs us-rok-tpd 2026-03-04 receipt.pdf
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MouClient } from 'mou-engine';

const [id, deliveredOn, receipt] = process.argv.slice(2);
if (!receipt) {
  console.error('usage: node examples/record-delivery.mjs MEMORANDUM DATE-OF-DELIVERY FILE-OF-THE-RECEIPT');
  process.exit(2);
}
const sha256 = createHash('sha256')
  .update(await readFile(receipt))
  .digest('hex');

const mou = await MouClient.connect(); // TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE, temporal.toml
try {
  const { seq } = await mou.recordDelivery(id, {
    id: `delivery-of-n1-${deliveredOn}`, // a retry by the same id is the same act
    notice: 'n1',
    to: 'rok',
    deliveredOn, // the civil date in Seoul
    place: 'Seoul',
    method: 'note verbale, by hand',
    evidence: { title: 'Receipt', sha256 },
  });
  const { discontinuation } = await mou.state(id);
  const { commencedOn, expectedOn } = discontinuation ?? {};
  console.log(`Recorded as event ${seq}; discontinuation ${commencedOn ? 'commenced' : 'is expected to commence'} on ${expectedOn}.`);
} catch (error) {
  console.error(`${error.code}: ${error.message}`); // a refusal names the code, the reason and the clause
  process.exitCode = 1;
} finally {
  await mou.close();
}
