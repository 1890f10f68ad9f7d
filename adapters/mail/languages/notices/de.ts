import type { Notices, NoticeWords } from '../../language.js';

const expected = 'Wenn Sie das waren, müssen Sie nichts tun.';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'Wenn Sie das nicht waren, melden Sie es hier. Die Seite fragt nach der Adresse, an die diese E-Mail ging. Dann beendet sie alle Sitzungen und sperrt das Passwort.',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'Wenn Sie das nicht waren, sagen Sie uns sofort Bescheid:'
      : 'Wenn Sie das nicht waren, wenden Sie sich sofort an uns.',
} satisfies Partial<NoticeWords>;

/** The notices in German. After the greeting's comma they go on in lower case. */
export const germanNotices: Notices = {
  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `das Passwort Ihres Kontos bei ${product} wurde am ${instant} geändert, mit einem Link oder Code für ein neues Passwort.`,
    ),
    change: changed(
      ({ product, instant }) =>
        `das Passwort Ihres Kontos bei ${product} wurde am ${instant} geändert, von jemandem, der angemeldet war und das alte kannte.`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `das erste Passwort Ihres Kontos bei ${product} wurde am ${instant} festgelegt. Ab jetzt können Sie sich damit anmelden.`,
      ),
      subject: ({ product }) => `Ihr Konto bei ${product} hat jetzt ein Passwort`,
      heading: () => 'Ihr Konto hat jetzt ein Passwort',
    },
    direct_set: {
      subject: ({ product }) => `Die Administration hat Ihr Passwort bei ${product} festgelegt`,
      preheader: () => 'Wenn Sie davon wissen, müssen Sie nichts tun.',
      heading: () => 'Die Administration hat Ihr Passwort festgelegt',
      body: ({ product, instant }) =>
        `die Administration von ${product} hat am ${instant} ein neues Passwort für Ihr Konto festgelegt. Das alte gilt nicht mehr.`,
      expected: 'Wenn Sie davon wissen, müssen Sie nichts tun.',
      disavow:
        'Wenn Sie nichts davon wissen, melden Sie es hier. Die Seite fragt zuerst nach Ihrer E-Mail-Adresse. Dann beendet sie alle Sitzungen und sperrt das Passwort, bis Sie ein neues wählen.',
      unexpected: ({ hasSupport }) =>
        `Wenn Sie nichts davon wissen, setzen Sie Ihr Passwort sofort zurück.${hasSupport ? ' Sagen Sie uns dann Bescheid:' : ''}`,
    },
  },
  addressChanged: {
    ...ofAccount,
    subject: ({ product }) => `Die Adresse Ihres Kontos bei ${product} wurde geändert`,
    preheader: () => 'E-Mails zu Ihrem Konto kommen nicht mehr hier an.',
    heading: () => 'Ihre E-Mail-Adresse wurde geändert',
    body: ({ product, instant }) =>
      `die E-Mail-Adresse Ihres Kontos bei ${product} wurde am ${instant} durch eine andere ersetzt. E-Mails zu Ihrem Konto gehen ab jetzt an die neue Adresse.`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `Zweiter Anmeldeschritt für Ihr Konto bei ${product} hinzugefügt`,
      heading: () => 'Ein zweiter Anmeldeschritt wurde hinzugefügt',
      body: ({ product, instant }) =>
        `für Ihr Konto bei ${product} wurde am ${instant} ein zweiter Anmeldeschritt hinzugefügt, zum Beispiel ein Code aus einer App. Beim Anmelden wird ab jetzt auch danach gefragt.`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `Zweiter Anmeldeschritt für Ihr Konto bei ${product} entfernt`,
      heading: () => 'Ein zweiter Anmeldeschritt wurde entfernt',
      body: ({ product, instant }) =>
        `für Ihr Konto bei ${product} wurde am ${instant} ein zweiter Anmeldeschritt entfernt, zum Beispiel ein Code aus einer App. Beim Anmelden wird nicht mehr danach gefragt.`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `Ihre Wiederherstellungscodes bei ${product} wurden ersetzt`,
      // The long word has no room in a heading on a narrow screen.
      heading: () => 'Ihre Codes wurden ersetzt',
      body: ({ product, instant }) =>
        `die Wiederherstellungscodes Ihres Kontos bei ${product} wurden am ${instant} durch neue ersetzt. Die alten gelten nicht mehr.`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `Die Telefonnummer Ihres Kontos bei ${product} wurde geändert`,
      heading: () => 'Ihre Telefonnummer wurde geändert',
      body: ({ product, instant }) =>
        `die Telefonnummer Ihres Kontos bei ${product} wurde am ${instant} geändert.`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `Ein Passkey wurde zu Ihrem Konto bei ${product} hinzugefügt`,
      heading: () => 'Ein Passkey wurde hinzugefügt',
      body: ({ product, instant }) =>
        `zu Ihrem Konto bei ${product} wurde am ${instant} ein Passkey hinzugefügt. Ab jetzt ist damit die Anmeldung möglich.`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `Ein Passkey wurde aus Ihrem Konto bei ${product} entfernt`,
      heading: () => 'Ein Passkey wurde entfernt',
      body: ({ product, instant }) =>
        `aus Ihrem Konto bei ${product} wurde am ${instant} ein Passkey entfernt. Die Anmeldung damit ist nicht mehr möglich.`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `Ein Anmeldedienst wurde mit Ihrem Konto bei ${product} verknüpft`,
      heading: () => 'Ein Anmeldedienst wurde verknüpft',
      body: ({ product, instant }) =>
        `mit Ihrem Konto bei ${product} wurde am ${instant} ein Anmeldedienst verknüpft, zum Beispiel Google. Ab jetzt ist darüber die Anmeldung möglich.`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `Ein Anmeldedienst wurde von Ihrem Konto bei ${product} getrennt`,
      heading: () => 'Ein Anmeldedienst wurde getrennt',
      body: ({ product, instant }) =>
        `von Ihrem Konto bei ${product} wurde am ${instant} ein Anmeldedienst getrennt, zum Beispiel Google. Die Anmeldung darüber ist nicht mehr möglich.`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `Ihr Konto bei ${product} wurde geschlossen`,
      heading: () => 'Ihr Konto wurde geschlossen',
      body: ({ product, instant }) => `Ihr Konto bei ${product} wurde am ${instant} geschlossen.`,
    },
  },
  disavow: {
    button: 'Das war ich nicht',
    lifetime: ({ lifetime }) => `Dieser Link gilt ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `Ihr Passwort bei ${product} wurde geändert`,
    preheader: () => expected,
    heading: () => 'Ihr Passwort wurde geändert',
    body,
    expected,
    disavow:
      'Wenn Sie das nicht waren, melden Sie es hier. Die Seite fragt zuerst nach Ihrer E-Mail-Adresse. Dann beendet sie alle Sitzungen und sperrt das Passwort, bis Sie ein neues wählen.',
    unexpected: ({ hasSupport }) =>
      `Wenn Sie das nicht waren, setzen Sie Ihr Passwort sofort zurück, und stellen Sie sicher, dass niemand sonst Ihre E-Mails liest.${
        hasSupport ? ' Sagen Sie uns dann Bescheid:' : ''
      }`,
  };
}
