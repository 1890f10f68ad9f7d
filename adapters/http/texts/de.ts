import { germanAdmin } from './admin/de.js';
import { spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { germanPolicy } from './policy/de.js';

const span = spanOfTime('de', {
  hour: { one: 'eine Stunde', other: '# Stunden' },
  minute: { one: 'eine Minute', other: '# Minuten' },
  second: { one: 'eine Sekunde', other: '# Sekunden' },
});

/** Every sentence of the hosted pages, in German. */
export const german: Texts = {
  lang: 'de',
  dir: 'ltr',
  errorPrefix: 'Fehler: ',
  problem: 'Es gibt ein Problem',
  signIn: 'Zur Anmeldung',
  goOn: 'Weiter',
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
    lead: 'Geben Sie Ihre E‑Mail-Adresse ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen können.',
    identifier: 'E‑Mail-Adresse',
    submit: 'Link anfordern',
    identifierInvalid: 'Geben Sie eine E‑Mail-Adresse ein, zum Beispiel name@example.com',
    code: {
      lead: 'Geben Sie Ihre E‑Mail-Adresse ein. Wir schicken Ihnen einen Code, mit dem Sie ein neues Passwort wählen können.',
      submit: 'Code anfordern',
    },
    choice: {
      lead: 'Geben Sie Ihre E‑Mail-Adresse ein. Wir helfen Ihnen, ein neues Passwort zu wählen.',
      submit: 'Anfordern',
      legend: 'Was sollen wir Ihnen schicken?',
      link: 'Einen Link zum Öffnen',
      code: 'Einen Code zum Eingeben auf dieser Seite',
      byMail: { link: 'Einen Link per E‑Mail', code: 'Einen Code per E‑Mail' },
    },
  },
  checkMail: {
    title: 'Prüfen Sie Ihr Postfach',
    lead: 'Wenn es zu der eingegebenen Adresse ein Konto gibt, ist eine E‑Mail mit einem Link unterwegs.',
    lifetime: (minutes) => `Der Link gilt ${span(minutes * 60)} und funktioniert nur einmal.`,
    nothingHeading: 'Nach ein paar Minuten noch nichts da?',
    spam: 'Sehen Sie im Spam-Ordner nach.',
    typo: 'Prüfen Sie, ob Sie die Adresse eingegeben haben, mit der Sie sich registriert haben.',
    again: 'Noch einmal versuchen',
  },
  code: {
    title: 'Geben Sie den Code ein',
    lead: 'Wenn es zu der eingegebenen Adresse ein Konto gibt, ist ein Code unterwegs.',
    lifetime: (minutes) => `Er gilt ${span(minutes * 60)} und nur in diesem Browser.`,
    label: 'Zugesandter Code',
    submit: 'Weiter',
    again: 'Neuen Code anfordern',
    linkInstead: 'Stattdessen einen Link anfordern',
    required: 'Geben Sie den Code ein',
    malformed: 'Geben Sie den ganzen Code ein, nur Ziffern',
    invalid: 'Dieser Code funktioniert nicht. Prüfen Sie ihn, oder fordern Sie einen neuen an.',
    dead: 'Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.',
    used: {
      title: 'Dieser Code wurde schon verwendet',
      lead: 'Damit wurde ein Passwort festgelegt, und jeder Code gilt nur einmal. Wenn Sie das nicht waren, fordern Sie jetzt einen neuen an.',
    },
    lost: {
      title: 'Fordern Sie einen neuen Code an',
      lead: 'Diese Seite ist in einem anderen Browser oder schon zu lange geöffnet. Fordern Sie in diesem Browser einen neuen Code an, um fortzufahren.',
    },
  },
  channels: {
    sms: {
      way: 'Einen Code per SMS',
      lead: 'Wenn es zu der eingegebenen Adresse ein Konto mit Telefonnummer gibt, ist eine SMS mit einem Code unterwegs.',
      nothing:
        'Nicht zu jedem Konto gehört eine Telefonnummer. Fehlt sie bei Ihrem, wählen Sie einen anderen Weg.',
    },
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
  invited: {
    title: 'Ihr Konto ist bereit',
    lead: 'Melden Sie sich ab jetzt mit Ihrem Passwort an.',
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
  disavow: {
    title: 'Das waren Sie nicht?',
    lead: 'Wenn die Änderung, über die wir Sie informiert haben, nicht von Ihnen stammt, geben Sie die Adresse ein, an die unsere E‑Mail ging. Dann gilt sofort:',
    consequences: [
      'Alle Sitzungen enden, auf jedem Gerät.',
      'Das jetzige Passwort gilt nicht mehr, und auch kein noch offener Link oder Code.',
      'Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
    ],
    address: 'Ihre E‑Mail-Adresse',
    submit: 'Konto sperren',
    itWasMe: 'Wenn Sie es waren, schließen Sie diese Seite. Es ist nichts passiert.',
    mismatch: 'Das ist nicht die Adresse, an die unsere E‑Mail ging',
    done: {
      title: 'Das Konto ist gesperrt',
      lead: 'Alle Sitzungen sind beendet, und das alte Passwort gilt nicht mehr. Eine E‑Mail mit einem Link, mit dem Sie ein neues wählen, ist unterwegs.',
      further:
        'Wenn wir Sie in weiteren E‑Mails über Änderungen informiert haben, die nicht von Ihnen stammen, verwenden Sie auch die Links darin.',
    },
    contact: {
      title: 'Das Konto ist gesperrt',
      lead: 'Alle Sitzungen sind beendet, und das Passwort gilt nicht mehr. An Ihre Adresse können wir keinen Link mehr schicken: Wenden Sie sich an uns, und wir helfen Ihnen zurück ins Konto.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      lead: 'Wenn mit Ihrem Konto etwas nicht stimmt, wählen Sie jetzt ein neues Passwort, und wenden Sie sich an uns.',
    },
    used: {
      title: 'Sie haben uns das schon gemeldet',
      lead: 'Das Konto wurde daraufhin gesperrt und, wenn es Ihre Adresse hat, ein Link für ein neues Passwort dorthin geschickt. Wenn er nicht angekommen ist, fordern Sie einen neuen an; wenn keiner kommt, wenden Sie sich an uns.',
    },
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
      lead: 'Damit wurde ein Passwort festgelegt, und jeder Link gilt nur einmal. Wenn Sie das nicht waren, fordern Sie jetzt einen neuen an.',
    },
    superseded: {
      title: 'Dieser Link gilt nicht mehr',
      lead: 'Vielleicht gibt es eine neuere E‑Mail, das Passwort wurde geändert, oder der Link wurde zurückgezogen. Fordern Sie einen neuen an.',
    },
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      lead: 'Vielleicht wurde er abgeschnitten. Öffnen Sie noch einmal den ganzen Link aus der E‑Mail, oder fordern Sie einen neuen an.',
    },
    cookieLost: {
      title: 'Öffnen Sie den Link noch einmal',
      lead: 'Diese Seite ist in einem anderen Browser oder schon zu lange geöffnet. Öffnen Sie den Link aus der E‑Mail hier noch einmal, um fortzufahren.',
    },
  },
  flowLost: {
    title: 'Bitte beginnen Sie noch einmal',
    lead: 'Diese Seite ist in einem anderen Browser oder schon zu lange geöffnet. Wenn Sie über einen Link gekommen sind, öffnen Sie ihn hier noch einmal. Sonst beginnen Sie von vorn.',
    again: 'Von vorn beginnen',
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
  admin: germanAdmin,
};
