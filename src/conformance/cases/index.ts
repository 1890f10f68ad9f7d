import type { ConformanceCase } from '../case.js';
import { credentialStoreCases } from './credential-store.js';
import { formerAddressCases } from './former-address.js';
import { outboxCases } from './outbox.js';
import { outboxLeaseCases } from './outbox-leases.js';
import { outboxRequeueCases } from './outbox-requeue.js';
import { passwordHistoryCases } from './password-history.js';
import { realmCases } from './realms.js';
import { rollBackCases } from './roll-back.js';
import { sessionStoreCases } from './session-store.js';
import { ticketCodeCases } from './ticket-codes.js';
import { ticketLifeCases } from './ticket-life.js';
import { ticketListCases } from './ticket-list.js';
import { ticketNoticedCases } from './ticket-noticed.js';
import { ticketWhileOpenCases } from './ticket-while-open.js';
import { tokenStoreCases } from './token-store.js';
import { unitOfWorkCases } from './unit-of-work.js';
import { userStoreCases } from './user-store.js';

/** The contract of the stores, case by case. */
export const storeCases: readonly ConformanceCase[] = [
  ...userStoreCases,
  ...credentialStoreCases,
  ...formerAddressCases,
  ...tokenStoreCases,
  ...ticketLifeCases,
  ...ticketCodeCases,
  ...ticketListCases,
  ...ticketNoticedCases,
  ...ticketWhileOpenCases,
  ...sessionStoreCases,
  ...passwordHistoryCases,
  ...outboxCases,
  ...outboxLeaseCases,
  ...outboxRequeueCases,
  ...unitOfWorkCases,
  ...rollBackCases,
  ...realmCases,
];
