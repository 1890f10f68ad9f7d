import { type AddressDisavowal, type Call, unwrap } from 'latchkey';
import { expect } from 'vitest';
import type { Engine } from './each-engine.js';
import { disavowTokenIn, drained, lastNotice } from './notices.js';
import { type OpenService, passwordOf, tokenIn } from './open-service.js';
import { updateWithin } from './update-within.js';

export const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('ann') };
/** Addresses of who moves her account away. */
export const THIEF = 'thief@example.net';
export const FURTHER = 'thief@further.example';
/** In seconds. */
export const DAYS = 24 * 3600;

/** What is done with an account that a thief moves, and what is seen of it. */
export function annsAccount(engine: Engine) {
  const accountId = ANN.id;
  const addressNow = async () => (await engine.account(accountId))?.email;

  /** As whoever holds a session does it; no mail of it is sent yet. */
  async function moveUnsent(
    service: OpenService,
    to: string | null,
    told: { readonly oldAddress?: string | undefined; readonly call?: Call } = {},
  ): Promise<void> {
    const oldAddress = told.oldAddress ?? (await addressNow()) ?? null;
    await service.stores.unitOfWork.run(async (transaction) => {
      const move = { accountId, oldAddress, transaction };
      unwrap(await service.passwords.addressChanged(move, told.call));
      await updateWithin(engine, transaction, { id: accountId, email: to });
    });
  }

  return {
    addressNow,
    moveUnsent,

    /** Resolves to the link of the notice to the address of before. */
    async move(service: OpenService, to: string): Promise<string> {
      const oldAddress = (await addressNow()) ?? '';
      await moveUnsent(service, to);
      await drained(service);
      return disavowTokenIn(lastNotice(service, oldAddress));
    },

    /** The hook that gives the address of before the say. */
    onAddressDisavowal: async ({ address: email, transaction }: AddressDisavowal<string>) =>
      updateWithin(engine, transaction, { id: accountId, email }),

    lockOf: async ({ stores }: OpenService) =>
      (await stores.credentials.read(accountId)).changeRequired,

    disavow: (service: OpenService, token: string, typed: string = ANN.email) =>
      service.passwords.disavowChange({ token, address: typed }),

    /** By the link that a disavowal mails to her address; nobody else is mailed one. */
    async annIsBack(service: OpenService, nth = 1): Promise<void> {
      const newPassword = passwordOf(`ann's ${nth}`);
      const links = (await drained(service)).filter((mail) => 'url' in mail);
      expect(links).toMatchObject([{ kind: 'disavowal', to: ANN.email }]);
      const redeem = { token: tokenIn(links[0]), newPassword };
      expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
      expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
      expect(await addressNow()).toBe(ANN.email);
      await drained(service);
    },
  };
}
