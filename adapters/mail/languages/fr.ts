import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { frenchNotices } from './notices/fr.js';

const instant = instantIn('fr');
const once = ({ lifetime }: { lifetime: string }) =>
  `Ce lien ne peut être utilisé qu’une seule fois et reste valable ${lifetime}.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} Passé ce délai, demandez-en un nouveau sur la page « Mot de passe oublié ? ».`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} Si vous avez reçu plusieurs e-mails comme celui-ci, utilisez le plus récent.`;

/**
 * The mails in French. What looks like a space is a no-break space before `:` and within quotes
 * (U+00A0) and a narrow one before `?` (U+202F), as French typography asks. No product stands after
 * `de`, which would depend on its name.
 */
export const fr: Language = {
  tag: 'fr',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  duration: spanOfTime('fr', {
    day: { one: '# jour', other: '# jours' },
    hour: { one: '# heure', other: '# heures' },
    minute: { one: '# minute', other: '# minutes' },
  }),
  instant: (at, timeZone) => instant(at, timeZone).replace(/^1 /, '1er '),
  spelledOut: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
  help: 'Des questions ? Vous trouverez de l’aide ici :',
  sentTo: ({ product, address }) => `${product} a envoyé cet e-mail à ${address}.`,
  open: ({ product }) => `Aller sur ${product}`,
  device: ({ browser, system }) => `${browser} sur ${system}`,
  afterLabel: ' : ',
  facts: {
    ofRequest: 'À propos de cette demande',
    ofChange: 'À propos de cette modification',
    time: 'Date et heure',
    place: 'Lieu',
    device: 'Appareil',
    ip: 'Adresse IP',
  },

  resetLink: {
    subject: ({ product }) => `Réinitialisez votre mot de passe ${product}`,
    preheader: () => 'Choisissez un nouveau mot de passe avec le lien de cet e-mail.',
    heading: () => 'Réinitialisez votre mot de passe',
    body: ({ product }) =>
      `Nous avons reçu une demande de réinitialisation du mot de passe de votre compte ${product}. Si elle vient de vous, choisissez un nouveau mot de passe ici :`,
    button: 'Choisir un nouveau mot de passe',
    lifetime: (names) =>
      `${once(names)} Si vous avez fait plusieurs demandes, utilisez l’e-mail le plus récent.`,
    closing: 'Si vous n’avez rien demandé, ignorez cet e-mail : votre mot de passe reste inchangé.',
  },
  administrativeLink: {
    subject: ({ product }) => `Choisissez un nouveau mot de passe ${product}`,
    preheader: () => 'Choisissez un nouveau mot de passe avec le lien de cet e-mail.',
    heading: () => 'Choisissez un nouveau mot de passe',
    body: ({ product }) =>
      `Un administrateur du service ${product} vous envoie ce lien pour que vous puissiez choisir un nouveau mot de passe :`,
    button: 'Choisir un nouveau mot de passe',
    lifetime: onceOfSeveral,
    closing: 'Si vous n’attendiez pas cet e-mail, ignorez-le : votre mot de passe reste inchangé.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `Créez un mot de passe pour ${product}`,
    preheader: () => 'Créez votre premier mot de passe avec le lien de cet e-mail.',
    heading: () => 'Créez un mot de passe',
    body: ({ product }) =>
      `Votre compte ${product} n’a pas encore de mot de passe. Créez-en un ici :`,
    button: 'Créer le mot de passe',
    lifetime: onceOfSeveral,
    closing: 'Si vous n’attendiez pas cet e-mail, ignorez-le : votre compte reste inchangé.',
  },
  invitation: {
    subject: ({ product }) => `Votre invitation à rejoindre ${product}`,
    preheader: () => 'Choisissez un mot de passe pour votre nouveau compte.',
    heading: ({ product }) => `Bienvenue sur ${product}`,
    body: ({ product }) => `Votre compte ${product} est prêt. Choisissez votre mot de passe ici :`,
    button: 'Créer le mot de passe',
    lifetime: (names) => `${once(names)} S’il a expiré, demandez une nouvelle invitation.`,
    closing: 'Si vous n’attendiez pas cet e-mail, ignorez-le.',
  },
  breachLock: {
    subject: ({ product }) => `Votre mot de passe ${product} n’est plus sûr`,
    preheader: () => 'Choisissez-en un nouveau pour vous reconnecter.',
    heading: () => 'Votre mot de passe n’est plus sûr',
    body: ({ product }) =>
      `Le mot de passe de votre compte ${product} figure dans une fuite de données, peut-être celle d’un autre site où vous utilisez le même. Pour vous protéger, nous l’avons bloqué et avons fermé toutes les sessions. Choisissez-en un nouveau ici :`,
    button: 'Choisir un nouveau mot de passe',
    lifetime: onceForNow,
    closing: 'Si vous utilisez l’ancien mot de passe ailleurs, modifiez-le là aussi.',
  },
  disavowal: {
    subject: ({ product }) => `Votre compte ${product} est bloqué`,
    preheader: () => 'Choisissez un nouveau mot de passe pour vous reconnecter.',
    heading: () => 'Votre compte est bloqué',
    body: ({ product }) =>
      `On nous a signalé qu’une modification de votre compte ${product} ne venait pas de vous. Nous avons fermé toutes les sessions, et aucun mot de passe ne donne accès au compte tant que vous n’en avez pas choisi un nouveau :`,
    button: 'Choisir un nouveau mot de passe',
    lifetime: onceForNow,
    closing:
      'Assurez-vous que personne d’autre ne lit vos e-mails. Dans le doute, modifiez aussi le mot de passe de votre messagerie.',
  },
  operatorLock: {
    subject: ({ product }) => `Votre mot de passe ${product} est bloqué`,
    preheader: () => 'Choisissez-en un nouveau pour vous reconnecter.',
    heading: () => 'Votre mot de passe est bloqué',
    body: ({ product }) =>
      `Pour protéger votre compte, un administrateur du service ${product} a bloqué votre mot de passe et fermé toutes les sessions. Choisissez-en un nouveau ici :`,
    button: 'Choisir un nouveau mot de passe',
    lifetime: onceForNow,
    closing: 'Si vous utilisez l’ancien mot de passe ailleurs, modifiez-le là aussi.',
  },
  resetCode: {
    subject: ({ product }) => `Votre code ${product}`,
    preheader: () => 'Saisissez-le sur la page où vous l’avez demandé.',
    heading: () => 'Votre code',
    body: ({ product }) =>
      `Nous avons reçu une demande de réinitialisation du mot de passe de votre compte ${product}. Si elle vient de vous, saisissez ce code sur la page où vous l’avez demandé :`,
    lifetime: ({ lifetime }) =>
      `Le code ne peut être utilisé qu’une seule fois et reste valable ${lifetime}. Si vous avez fait plusieurs demandes, utilisez le plus récent.`,
    secrecy:
      'Ne communiquez ce code à personne. Nous ne vous le demanderons jamais, ni au téléphone ni dans un message.',
    closing: 'Si vous n’avez rien demandé, ignorez cet e-mail : votre mot de passe reste inchangé.',
  },

  providerAccount: {
    subject: ({ product }) => `Connexion à ${product}`,
    preheader: () => 'Votre compte n’a pas son propre mot de passe.',
    heading: ({ product }) => `Comment vous connecter à ${product}`,
    body: ({ product, provider }) =>
      `Nous avons reçu une demande de réinitialisation de votre mot de passe, mais votre compte ${product} n’en a pas : vous vous connectez avec ${provider}. Choisissez ${provider} sur la page de connexion. Si vous avez oublié votre mot de passe ${provider}, réinitialisez-le chez ${provider}.`,
    closing: 'Si vous n’avez rien demandé, ignorez cet e-mail : rien n’a changé.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `Connexion à ${product}`,
    preheader: () => 'Votre compte n’a pas de mot de passe.',
    heading: ({ product }) => `Comment vous connecter à ${product}`,
    body: ({ product }) =>
      `Nous avons reçu une demande de réinitialisation de votre mot de passe, mais votre compte ${product} n’en a pas. Connectez-vous comme avant, sans mot de passe.`,
    closing: 'Si vous n’avez rien demandé, ignorez cet e-mail : rien n’a changé.',
  },
  unknownAddress: {
    subject: ({ product }) => `Connexion à ${product}`,
    preheader: () => 'Il n’existe aucun compte avec cette adresse.',
    heading: () => 'Aucun compte avec cette adresse',
    body: ({ product }) =>
      `Quelqu’un a demandé, avec votre adresse, la réinitialisation du mot de passe d’un compte ${product}, mais ce compte n’existe pas. Si c’était vous, essayez une autre adresse que vous avez pu utiliser.`,
    closing: 'Si vous n’avez rien demandé, ignorez cet e-mail.',
  },

  ...frenchNotices,
};
