import type { Delivery } from './delivery.ts';

/** It did not arrive, as far as is known. */
export const isDead = ({ status }: Delivery): boolean => status === 'dead' || status === 'bounced';
