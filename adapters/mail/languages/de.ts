import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { germanNotices } from './notices/de.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `Dieser Link gilt ${lifetime} und funktioniert nur einmal.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} Danach können Sie unter „Passwort vergessen?“ einen neuen anfordern.`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} Wenn Sie mehrere solche E-Mails bekommen haben, verwenden Sie die neueste.`;

/** The mails in German. What follows the comma of the greeting goes on in lower case. */
export const de: Language = {
  tag: 'de',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'Guten Tag,' : `Guten Tag ${name},`),
  duration: spanOfTime('de', {
    day: { one: 'einen Tag', other: '# Tage' },
    hour: { one: 'eine Stunde', other: '# Stunden' },
    minute: { one: 'eine Minute', other: '# Minuten' },
  }),
  instant: instantIn('de'),
  spelledOut:
    'Wenn die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  help: 'Fragen? Hier bekommen Sie Hilfe:',
  sentTo: ({ product, address }) => `${product} hat diese E-Mail an ${address} geschickt.`,
  open: ({ product }) => `Zu ${product}`,
  device: ({ browser, system }) => `${browser} auf ${system}`,
  afterLabel: ': ',
  facts: {
    ofRequest: 'Zu dieser Anfrage',
    ofChange: 'Zu dieser Änderung',
    time: 'Zeitpunkt',
    place: 'Ort',
    device: 'Gerät',
    ip: 'IP-Adresse',
  },

  resetLink: {
    subject: ({ product }) => `Ihr Passwort bei ${product} zurücksetzen`,
    preheader: () => 'Wählen Sie mit dem Link in dieser E-Mail ein neues Passwort.',
    heading: () => 'Passwort zurücksetzen',
    body: ({ product }) =>
      `wir wurden gebeten, das Passwort Ihres Kontos bei ${product} zurückzusetzen. Wenn Sie das waren, wählen Sie hier ein neues:`,
    button: 'Neues Passwort wählen',
    lifetime: (names) =>
      `${once(names)} Wenn Sie mehrmals angefragt haben, verwenden Sie die neueste E-Mail.`,
    closing:
      'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.',
  },
  administrativeLink: {
    subject: ({ product }) => `Neues Passwort bei ${product} wählen`,
    preheader: () => 'Wählen Sie mit dem Link in dieser E-Mail ein neues Passwort.',
    heading: () => 'Neues Passwort wählen',
    body: ({ product }) =>
      `die Administration von ${product} schickt Ihnen diesen Link, damit Sie ein neues Passwort wählen können:`,
    button: 'Neues Passwort wählen',
    lifetime: onceOfSeveral,
    closing:
      'Wenn Sie das nicht erwartet haben, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `Passwort für ${product} festlegen`,
    preheader: () => 'Legen Sie mit dem Link in dieser E-Mail Ihr erstes Passwort fest.',
    heading: () => 'Passwort festlegen',
    body: ({ product }) =>
      `Ihr Konto bei ${product} hat noch kein Passwort. Legen Sie hier eines fest:`,
    button: 'Passwort festlegen',
    lifetime: onceOfSeveral,
    closing:
      'Wenn Sie das nicht erwartet haben, ignorieren Sie diese E-Mail: Ihr Konto bleibt, wie es ist.',
  },
  invitation: {
    subject: ({ product }) => `Ihre Einladung zu ${product}`,
    preheader: () => 'Wählen Sie ein Passwort für Ihr neues Konto.',
    heading: ({ product }) => `Willkommen bei ${product}`,
    body: ({ product }) =>
      `Ihr Konto bei ${product} steht für Sie bereit. Wählen Sie hier ein Passwort dafür:`,
    button: 'Passwort festlegen',
    lifetime: (names) =>
      `${once(names)} Wenn er abgelaufen ist, bitten Sie um eine neue Einladung.`,
    closing: 'Wenn Sie das nicht erwartet haben, ignorieren Sie diese E-Mail.',
  },
  breachLock: {
    subject: ({ product }) => `Ihr Passwort bei ${product} ist nicht mehr sicher`,
    preheader: () => 'Wählen Sie ein neues, um sich wieder anzumelden.',
    heading: () => 'Ihr Passwort ist nicht mehr sicher',
    body: ({ product }) =>
      `das Passwort Ihres Kontos bei ${product} ist aus einem Datenleck bekannt, vielleicht von einer anderen Website, auf der Sie dasselbe verwenden. Zu Ihrer Sicherheit haben wir es gesperrt und alle Sitzungen beendet. Wählen Sie hier ein neues:`,
    button: 'Neues Passwort wählen',
    lifetime: onceForNow,
    closing: 'Wenn Sie das alte Passwort auch anderswo verwenden, ändern Sie es dort ebenfalls.',
  },
  disavowal: {
    subject: ({ product }) => `Ihr Konto bei ${product} ist gesperrt`,
    preheader: () => 'Wählen Sie ein neues Passwort, um sich wieder anzumelden.',
    heading: () => 'Ihr Konto ist gesperrt',
    body: ({ product }) =>
      `uns wurde gemeldet, dass eine Änderung an Ihrem Konto bei ${product} nicht von Ihnen stammt. Wir haben alle Sitzungen beendet, und kein Passwort öffnet das Konto, bis Sie ein neues wählen:`,
    button: 'Neues Passwort wählen',
    lifetime: onceForNow,
    closing:
      'Stellen Sie sicher, dass niemand sonst Ihre E-Mails liest. Ändern Sie im Zweifel auch das Passwort Ihres Postfachs.',
  },
  operatorLock: {
    subject: ({ product }) => `Ihr Passwort bei ${product} ist gesperrt`,
    preheader: () => 'Wählen Sie ein neues, um sich wieder anzumelden.',
    heading: () => 'Ihr Passwort ist gesperrt',
    body: ({ product }) =>
      `zum Schutz Ihres Kontos hat die Administration von ${product} Ihr Passwort gesperrt und alle Sitzungen beendet. Wählen Sie hier ein neues:`,
    button: 'Neues Passwort wählen',
    lifetime: onceForNow,
    closing: 'Wenn Sie das alte Passwort auch anderswo verwenden, ändern Sie es dort ebenfalls.',
  },
  resetCode: {
    subject: ({ product }) => `Ihr Code für ${product}`,
    preheader: () => 'Geben Sie ihn auf der Seite ein, auf der Sie ihn angefordert haben.',
    heading: () => 'Ihr Code',
    body: ({ product }) =>
      `wir wurden gebeten, das Passwort Ihres Kontos bei ${product} zurückzusetzen. Wenn Sie das waren, geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:`,
    lifetime: ({ lifetime }) =>
      `Der Code gilt ${lifetime} und funktioniert nur einmal. Wenn Sie mehrmals angefragt haben, verwenden Sie den neuesten.`,
    secrecy:
      'Geben Sie diesen Code an niemanden weiter. Wir fragen nie danach, weder am Telefon noch in einer Nachricht.',
    closing:
      'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.',
  },

  providerAccount: {
    subject: ({ product }) => `Anmeldung bei ${product}`,
    preheader: () => 'Ihr Konto hat kein eigenes Passwort.',
    heading: ({ product }) => `So melden Sie sich bei ${product} an`,
    body: ({ product, provider }) =>
      `wir wurden gebeten, Ihr Passwort zurückzusetzen, aber Ihr Konto bei ${product} hat keines: Sie melden sich über ${provider} an. Wählen Sie ${provider} auf der Anmeldeseite. Wenn Sie Ihr Passwort bei ${provider} vergessen haben, setzen Sie es dort zurück.`,
    closing:
      'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Es hat sich nichts geändert.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `Anmeldung bei ${product}`,
    preheader: () => 'Ihr Konto hat kein Passwort.',
    heading: ({ product }) => `So melden Sie sich bei ${product} an`,
    body: ({ product }) =>
      `wir wurden gebeten, Ihr Passwort zurückzusetzen, aber Ihr Konto bei ${product} hat keines. Melden Sie sich wie bisher ohne Passwort an.`,
    closing:
      'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Es hat sich nichts geändert.',
  },
  unknownAddress: {
    subject: ({ product }) => `Anmeldung bei ${product}`,
    preheader: () => 'Zu dieser Adresse gibt es kein Konto.',
    heading: () => 'Kein Konto mit dieser Adresse',
    body: ({ product }) =>
      `jemand wollte mit Ihrer Adresse das Passwort eines Kontos bei ${product} zurücksetzen, aber ein solches Konto gibt es nicht. Wenn Sie das waren, versuchen Sie es mit einer anderen Adresse, die Sie vielleicht verwendet haben.`,
    closing: 'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail.',
  },

  ...germanNotices,
};
