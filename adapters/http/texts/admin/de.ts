import { counted } from '../counted.js';
import type { AdminTexts } from './en.js';

const endedSessions = counted('de', {
  one: 'Eine Sitzung wurde beendet.',
  other: '# Sitzungen wurden beendet.',
});
const revokedTickets = counted('de', {
  one: 'Ein Link oder Code wurde widerrufen.',
  other: '# Links und Codes wurden widerrufen.',
});

/** Every sentence of the administrator's page, in German. */
export const germanAdmin: AdminTexts = {
  title: 'Gefahrenzone: Passwort ändern',
  notAllowed: {
    title: 'Diese Seite ist nur für die Administration',
    lead: 'Ihr Konto darf die Passwörter anderer nicht verwalten.',
  },
  find: {
    label: 'E‑Mail-Adresse oder Benutzer-ID',
    submit: 'Konto suchen',
    none: 'Ein solches Konto gibt es nicht.',
    several: 'Mehrere Konten passen. Wählen Sie eines aus.',
    another: 'Anderes Konto suchen',
  },
  account: {
    heading: 'Konto',
    name: 'Anzeigename',
    id: 'Benutzer-ID',
    email: 'E‑Mail-Adresse',
    verified: 'E‑Mail-Adresse bestätigt',
    disabled: 'Deaktiviert',
    provider: 'Anmeldung über',
    hasPassword: 'Hat ein Passwort',
    passwordChanged: 'Passwort zuletzt geändert',
    changeRequired: 'Änderung verlangt',
    openTickets: 'Offene Links und Codes',
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
    notify: 'Die Person per E‑Mail benachrichtigen',
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
      disavowed: 'Laut Inhaber stammt eine Änderung nicht von ihm; gesperrt',
      disputed:
        'Eine Änderung wurde von einer früheren Adresse aus bestritten; strittig, bis die Administration das beendet',
      locked: 'Die Administration hat das Passwort gesperrt',
    },
    submit: 'Änderung verlangen',
    done: 'Ab der nächsten Anmeldung wird eine Änderung verlangt.',
  },
  sendReset: {
    heading: 'E‑Mail zum Zurücksetzen senden',
    submit: 'E‑Mail senden',
    done: 'Die E‑Mail ist unterwegs.',
  },
  sendInvitation: {
    heading: 'Einladung senden',
    lead: 'Eine E‑Mail mit einem Link, um das erste Passwort zu wählen. Eine frühere Einladung gilt dann nicht mehr.',
    submit: 'Einladung senden',
    done: 'Die Einladung ist unterwegs.',
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
  revokeTickets: {
    heading: 'Links und Codes widerrufen',
    lead: 'Welche?',
    all: 'Alle, auch noch nicht versandte E‑Mails',
    kinds: {
      reset: 'Link zum Zurücksetzen',
      code: 'Code zum Zurücksetzen',
      administrative: 'Link der Administration',
      invite: 'Einladung',
      forced_change: 'Link einer verlangten Änderung',
    },
    submit: 'Widerrufen',
    done: (count) => (count === 0 ? 'Es gab nichts zu widerrufen.' : revokedTickets(count)),
  },
  lock: {
    heading: 'Passwort sperren',
    lead: 'Alle Sitzungen, Links und Codes enden. Danach hilft nur noch ein zugesandter Link oder die Administration.',
    notify: 'Der Person einen Link für ein neues Passwort senden',
    submit: 'Passwort sperren',
    done: 'Das Passwort ist gesperrt.',
  },
  unlock: {
    heading: 'Passwort entsperren',
    lead: 'Das Passwort gilt wieder wie zuvor. Stellen Sie sicher, dass niemand sonst es kennt.',
    submit: 'Passwort entsperren',
    done: 'Das Passwort ist entsperrt.',
  },
  endDispute: {
    heading: 'Streitfall beenden',
    lead: 'Finden Sie zuerst heraus, wem das Konto gehört. Berichtigen Sie die Adresse mit Ihren eigenen Mitteln, und nehmen Sie zurück, was jemand sonst geändert hat, etwa einen zweiten Anmeldeschritt: Diese Seite tut beides nicht. Fahren Sie nur fort, wenn dies die Adresse des Inhabers ist:',
    link: 'Dorthin geht ein Link für ein neues Passwort; bis er benutzt wird, bleibt das Passwort gesperrt. Die Links aller früheren Benachrichtigungen gelten nicht mehr.',
    noLink:
      'So wie das Konto jetzt ist, kann dorthin kein Link gesandt werden. Das Passwort bleibt gesperrt. Die Links aller früheren Benachrichtigungen gelten nicht mehr.',
    submit: 'Streitfall beenden',
    done: 'Der Streitfall ist beendet. Das Passwort bleibt gesperrt, bis der Inhaber ein neues wählt.',
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
    hasPassword: 'Dieses Konto hat bereits ein Passwort.',
    notLocked: 'Das Passwort dieses Kontos ist nicht gesperrt.',
    inDispute:
      'Dieses Konto ist strittig: Die Adresse kann jemand anderem gehören. Bis Sie den Streitfall beenden, wird nichts angeboten, was jemanden einließe.',
    notDisputed: 'Dieses Konto ist nicht strittig.',
    disabled: 'Dieses Konto ist deaktiviert.',
    noAddress: 'Dieses Konto hat keine E‑Mail-Adresse.',
    changedMeanwhile:
      'Dieses Konto wurde gerade an anderer Stelle geändert. Prüfen Sie es, bevor Sie es erneut versuchen.',
    noSessionStore: 'Sitzungen lassen sich von hier aus nicht beenden.',
  },
};
