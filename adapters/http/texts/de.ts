import { counted, spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { germanPolicy } from './policy/de.js';

const span = spanOfTime('de', {
  hour: { one: 'eine Stunde', other: '# Stunden' },
  minute: { one: 'eine Minute', other: '# Minuten' },
  second: { one: 'eine Sekunde', other: '# Sekunden' },
});
const endedSessions = counted('de', {
  one: 'Eine Sitzung wurde beendet.',
  other: '# Sitzungen wurden beendet.',
});

/** Every sentence of the hosted pages, in German. */
export const german: Texts = {
  lang: 'de',
  dir: 'ltr',
  errorPrefix: 'Fehler: ',
  problem: 'Es gibt ein Problem',
  signIn: 'Zur Anmeldung',
  requestNewLink: 'Neuen Link anfordern',
  showPassword: 'Anzeigen',
  hidePassword: 'Verbergen',
  showPasswordLabel: 'Passwort anzeigen',
  rulesHeading: 'Für Ihr neues Passwort gilt:',
  ruleMet: 'erfüllt',
  ruleNotMet: 'noch nicht erfüllt',
  rule: germanPolicy.rule,
  violation: germanPolicy.violation,

  forgot: {
    title: 'Passwort vergessen?',
    lead: 'Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen können.',
    identifier: 'E-Mail-Adresse',
    submit: 'Link anfordern',
    identifierInvalid: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com',
  },
  checkMail: {
    title: 'Prüfen Sie Ihr Postfach',
    lead: 'Wenn es zu der eingegebenen Adresse ein Konto gibt, ist eine E-Mail mit einem Link unterwegs.',
    lifetime: (minutes) => `Der Link gilt ${span(minutes * 60)} und funktioniert nur einmal.`,
    nothingHeading: 'Nach ein paar Minuten noch nichts da?',
    spam: 'Sehen Sie im Spam-Ordner nach.',
    typo: 'Prüfen Sie, ob Sie die Adresse eingegeben haben, mit der Sie sich registriert haben.',
    again: 'Noch einmal versuchen',
  },
  reset: {
    title: 'Neues Passwort wählen',
    titleInitial: 'Passwort wählen',
    leadFor: (email) => `Für ${email}`,
    newPassword: 'Neues Passwort',
    submit: 'Passwort speichern',
  },
  secondFactor: {
    title: 'Bestätigen Sie, dass Sie es sind',
    methods: {
      totp: {
        lead: 'Geben Sie den Code ein, den Ihre Authenticator-App gerade anzeigt.',
        label: 'Code aus der App',
        switchTo: 'Stattdessen die Authenticator-App verwenden',
      },
      recovery_code: {
        lead: 'Geben Sie einen der Wiederherstellungscodes ein, die Sie aufbewahrt haben. Jeder gilt nur einmal.',
        label: 'Wiederherstellungscode',
        switchTo: 'Stattdessen einen Wiederherstellungscode verwenden',
      },
      other: {
        lead: 'Geben Sie den Code aus Ihrem zweiten Anmeldeschritt ein.',
        label: 'Bestätigungscode',
        switchTo: 'Auf andere Weise bestätigen',
      },
    },
    submit: 'Weiter',
    required: 'Geben Sie den Code ein',
    invalid: 'Dieser Code stimmt nicht oder wurde schon verwendet',
    unavailable: 'Der Code lässt sich gerade nicht prüfen. Versuchen Sie es gleich noch einmal.',
    denied: 'Wir konnten nicht bestätigen, dass Sie es sind.',
  },
  done: {
    title: 'Ihr Passwort ist gespeichert',
    lead: 'Melden Sie sich ab jetzt mit Ihrem neuen Passwort an.',
    message: 'Ihr Passwort ist gespeichert.',
  },
  change: {
    title: 'Passwort ändern',
    currentPassword: 'Aktuelles Passwort',
    newPassword: 'Neues Passwort',
    submit: 'Passwort ändern',
    wrongPassword: 'Das ist nicht Ihr aktuelles Passwort',
    notPossible: 'Das Passwort dieses Kontos kann hier nicht geändert werden.',
    changedMeanwhile:
      'Ihr Passwort wurde gerade eben an anderer Stelle geändert. Prüfen Sie das, bevor Sie es noch einmal versuchen.',
  },
  changed: {
    title: 'Ihr Passwort ist geändert',
    lead: 'Melden Sie sich ab jetzt mit Ihrem neuen Passwort an.',
  },
  invite: {
    title: 'Willkommen',
    lead: 'Wählen Sie ein Passwort für Ihr neues Konto.',
    newPassword: 'Passwort',
    submit: 'Passwort festlegen',
  },
  forcedChange: {
    title: 'Wählen Sie ein neues Passwort, um fortzufahren',
    lead: 'Bevor Sie sich anmelden können, brauchen Sie ein neues Passwort.',
  },
  initial: {
    title: 'Passwort festlegen',
    lead: 'Bisher melden Sie sich ohne Passwort an. Legen Sie eines fest, um sich auch damit anzumelden.',
    newPassword: 'Passwort',
    submit: 'Passwort festlegen',
    hasPassword: 'Dieses Konto hat bereits ein Passwort.',
  },
  denied: {
    title: 'Das ist nicht möglich',
    lead: 'Ihr Passwort kann auf diesem Weg nicht geändert werden. Wenn Sie das für einen Irrtum halten, wenden Sie sich bitte an uns.',
  },
  field: {
    required: 'Geben Sie ein Passwort ein',
    tooLong: 'Dieses Passwort ist zu lang',
    invalid: 'Dieses Passwort enthält Zeichen, die nicht verwendet werden können',
  },
  link: {
    expired: {
      title: 'Dieser Link ist abgelaufen',
      lead: 'Zu Ihrer Sicherheit gelten Links nur kurze Zeit. Fordern Sie einen neuen an, um fortzufahren.',
    },
    used: {
      title: 'Dieser Link wurde schon verwendet',
      lead: 'Damit wurde ein Passwort gesetzt, und jeder Link gilt nur einmal. Wenn Sie das nicht waren, fordern Sie jetzt einen neuen an.',
    },
    superseded: {
      title: 'Es gibt einen neueren Link',
      lead: 'Nur der neueste Link funktioniert. Suchen Sie nach einer späteren E-Mail von uns, oder fordern Sie einen neuen Link an.',
    },
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      lead: 'Vielleicht wurde er abgeschnitten. Öffnen Sie noch einmal den ganzen Link aus der E-Mail, oder fordern Sie einen neuen an.',
    },
    cookieLost: {
      title: 'Öffnen Sie den Link noch einmal',
      lead: 'Diese Seite ist in einem anderen Browser oder schon zu lange geöffnet. Öffnen Sie den Link aus der E-Mail hier noch einmal, um fortzufahren.',
    },
  },
  throttled: {
    title: 'Zu viele Versuche',
    lead: (seconds) => `Bitte warten Sie ${span(seconds)}, bevor Sie es noch einmal versuchen.`,
  },
  unavailable: {
    title: 'Bitte versuchen Sie es gleich noch einmal',
    lead: 'Das hat gerade nicht geklappt. Gehen Sie zurück, und versuchen Sie es in Kürze erneut.',
  },
  failed: {
    title: 'Etwas ist schiefgegangen',
    lead: 'Das liegt an uns, nicht an Ihnen. Bitte versuchen Sie es später noch einmal.',
  },
  notFound: { title: 'Seite nicht gefunden', lead: 'Unter dieser Adresse gibt es nichts.' },
  signedOut: {
    title: 'Bitte melden Sie sich an',
    lead: 'Melden Sie sich an, um Ihr Passwort zu ändern.',
  },
  refused: {
    title: 'Diese Anfrage wurde abgelehnt',
    lead: 'Sie kam nicht von unseren eigenen Seiten oder nicht in einer Form, die wir verstehen. Öffnen Sie die Seite neu, und versuchen Sie es noch einmal.',
  },
  admin: {
    title: 'Gefahrenzone: Passwort ändern',
    notAllowed: {
      title: 'Diese Seite ist nur für die Administration',
      lead: 'Ihr Konto darf die Passwörter anderer nicht verwalten.',
    },
    find: {
      label: 'E-Mail-Adresse oder Benutzer-ID',
      submit: 'Konto suchen',
      none: 'Ein solches Konto gibt es nicht.',
      several: 'Mehrere Konten passen. Wählen Sie eines aus.',
      another: 'Anderes Konto suchen',
    },
    account: {
      heading: 'Konto',
      name: 'Anzeigename',
      id: 'Benutzer-ID',
      email: 'E-Mail-Adresse',
      verified: 'E-Mail-Adresse bestätigt',
      disabled: 'Deaktiviert',
      provider: 'Anmeldung über',
      hasPassword: 'Hat ein Passwort',
      passwordChanged: 'Passwort zuletzt geändert',
      changeRequired: 'Änderung verlangt',
      yes: 'Ja',
      no: 'Nein',
    },
    yourPassword: {
      label: 'Ihr eigenes Passwort',
      lead: 'Geben Sie zur Sicherheit Ihr eigenes Passwort ein.',
      wrong: 'Das ist nicht Ihr eigenes Passwort',
    },
    setPassword: {
      heading: 'Passwort festlegen',
      newPassword: 'Neues Passwort',
      mustChange: 'Bei der nächsten Anmeldung ein neues verlangen',
      notify: 'Die Person per E-Mail benachrichtigen',
      submit: 'Passwort festlegen',
      done: 'Das Passwort ist festgelegt.',
      sessionsPending: 'Noch sind nicht alle Sitzungen beendet. Wir versuchen es weiter.',
    },
    requireChange: {
      heading: 'Änderung verlangen',
      lead: 'Bei der nächsten Anmeldung muss ein neues Passwort gewählt werden.',
      reason: 'Grund',
      reasons: {
        administrative: 'Die Administration verlangt es',
        expired: 'Das Passwort ist zu alt',
        policy: 'Das Passwort entspricht nicht mehr den Regeln',
        breached: 'Jemand anderes könnte das Passwort kennen; alle Sitzungen enden sofort',
      },
      submit: 'Änderung verlangen',
      done: 'Ab der nächsten Anmeldung wird eine Änderung verlangt.',
    },
    sendReset: {
      heading: 'E-Mail zum Zurücksetzen senden',
      submit: 'E-Mail senden',
      done: 'Die E-Mail ist unterwegs.',
    },
    ticketLink: {
      heading: 'Link erstellen',
      lead: 'Wer diesen Link öffnet, kann das Passwort dieses Kontos festlegen. Geben Sie ihn auf sicherem Weg weiter.',
      submit: 'Link erstellen',
      done: 'Der Link ist fertig. Er wird nur einmal angezeigt.',
      copy: 'Kopieren',
      copied: 'Kopiert',
      label: 'Link zum Weitergeben',
      expires: (instant) => `Gültig bis ${instant}`,
    },
    endSessions: {
      heading: 'Alle Sitzungen beenden',
      submit: 'Alle Sitzungen beenden',
      done: (count) => (count === 0 ? 'Es gab keine Sitzung zu beenden.' : endedSessions(count)),
    },
    refused: {
      identityProvider:
        'Dieses Konto meldet sich über seinen Anbieter an und hat hier kein Passwort.',
      noPassword: 'Dieses Konto hat noch kein Passwort.',
      disabled: 'Dieses Konto ist deaktiviert.',
      noAddress: 'Dieses Konto hat keine E-Mail-Adresse.',
      changedMeanwhile:
        'Dieses Konto wurde gerade an anderer Stelle geändert. Prüfen Sie es, bevor Sie es erneut versuchen.',
      noSessionStore: 'Sitzungen lassen sich von hier aus nicht beenden.',
    },
  },
};
