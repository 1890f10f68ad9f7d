import { counted } from '../counted.js';
import type { AdminTexts } from './en.js';

const endedSessions = counted('fr', {
  one: '# session a été fermée.',
  other: '# sessions ont été fermées.',
});
const revokedTickets = counted('fr', {
  one: '# lien ou code a été révoqué.',
  other: '# liens et codes ont été révoqués.',
});

/** Every sentence of the administrator's page, in French. */
export const frenchAdmin: AdminTexts = {
  title: 'Zone de danger : modifier le mot de passe',
  notAllowed: {
    title: 'Cette page est réservée aux administrateurs',
    lead: 'Votre compte ne peut pas gérer les mots de passe d’autres personnes.',
  },
  find: {
    label: 'Adresse e‑mail ou identifiant',
    submit: 'Chercher le compte',
    none: 'Ce compte n’existe pas.',
    several: 'Plusieurs comptes correspondent. Choisissez-en un.',
    another: 'Chercher un autre compte',
  },
  account: {
    heading: 'Compte',
    name: 'Nom affiché',
    id: 'Identifiant',
    email: 'Adresse e‑mail',
    verified: 'Adresse e‑mail vérifiée',
    disabled: 'Désactivé',
    provider: 'Se connecte avec',
    hasPassword: 'A un mot de passe',
    passwordChanged: 'Dernière modification du mot de passe',
    changeRequired: 'Modification exigée',
    openTickets: 'Liens et codes en cours',
    yes: 'Oui',
    no: 'Non',
  },
  yourPassword: {
    label: 'Votre propre mot de passe',
    lead: 'Par sécurité, saisissez votre propre mot de passe.',
    wrong: 'Ce n’est pas votre propre mot de passe',
  },
  setPassword: {
    heading: 'Définir un mot de passe',
    newPassword: 'Nouveau mot de passe',
    mustChange: 'En demander un autre à la prochaine connexion',
    notify: 'Prévenir la personne par e‑mail',
    submit: 'Définir le mot de passe',
    done: 'Le mot de passe est défini.',
    sessionsPending: 'Toutes les sessions n’ont pas encore pu être fermées. Nous réessayons.',
  },
  requireChange: {
    heading: 'Exiger une modification',
    lead: 'À la prochaine connexion, il faudra choisir un nouveau mot de passe.',
    reason: 'Motif',
    reasons: {
      administrative: 'Un administrateur le demande',
      expired: 'Le mot de passe est trop ancien',
      policy: 'Le mot de passe ne respecte plus les règles',
      breached:
        'Quelqu’un d’autre connaît peut-être le mot de passe ; toutes les sessions se ferment aussitôt',
      disavowed: 'Le titulaire a signalé une modification qui n’est pas de lui ; bloqué',
      disputed:
        'Une modification a été contestée depuis une ancienne adresse ; en litige jusqu’à ce qu’un administrateur y mette fin',
      locked: 'Un administrateur a bloqué le mot de passe',
    },
    submit: 'Exiger une modification',
    done: 'Une modification sera exigée dès la prochaine connexion.',
  },
  sendReset: {
    heading: 'Envoyer un e‑mail de réinitialisation',
    submit: 'Envoyer l’e‑mail',
    done: 'L’e‑mail est en route.',
  },
  sendInvitation: {
    heading: 'Envoyer une invitation',
    lead: 'Un e‑mail contenant un lien pour choisir le premier mot de passe. Une invitation antérieure ne fonctionne plus.',
    submit: 'Envoyer l’invitation',
    done: 'L’invitation est en route.',
  },
  ticketLink: {
    heading: 'Créer un lien',
    lead: 'Toute personne qui ouvre ce lien peut définir le mot de passe de ce compte. Transmettez-le par un moyen sûr.',
    submit: 'Créer un lien',
    done: 'Le lien est prêt. Il ne s’affiche qu’une seule fois.',
    copy: 'Copier',
    copied: 'Copié',
    label: 'Lien à transmettre',
    expires: (instant) => `Valable jusqu’au ${instant}`,
  },
  revokeTickets: {
    heading: 'Révoquer des liens et des codes',
    lead: 'Lesquels ?',
    all: 'Tous, ainsi que les e‑mails encore en attente',
    kinds: {
      reset: 'Lien de réinitialisation',
      code: 'Code de réinitialisation',
      administrative: 'Lien d’un administrateur',
      invite: 'Lien d’invitation',
      forced_change: 'Lien d’une modification exigée',
    },
    submit: 'Révoquer',
    done: (count) => (count === 0 ? 'Il n’y avait rien à révoquer.' : revokedTickets(count)),
  },
  lock: {
    heading: 'Bloquer le mot de passe',
    lead: 'Toutes les sessions, tous les liens et tous les codes prennent fin. Ensuite, seul un lien envoyé par e‑mail ou un administrateur peut aider.',
    notify: 'Envoyer à la personne un lien pour en choisir un nouveau',
    submit: 'Bloquer le mot de passe',
    done: 'Le mot de passe est bloqué.',
  },
  unlock: {
    heading: 'Débloquer le mot de passe',
    lead: 'Le mot de passe fonctionne de nouveau comme avant. Assurez-vous que personne d’autre ne le connaît.',
    submit: 'Débloquer le mot de passe',
    done: 'Le mot de passe est débloqué.',
  },
  endDispute: {
    heading: 'Mettre fin au litige',
    lead: 'Établissez d’abord qui est le titulaire. Corrigez l’adresse par vos propres moyens et annulez ce que quelqu’un a modifié d’autre, une deuxième étape de connexion par exemple : cette page ne fait ni l’un ni l’autre. Ne continuez que si cette adresse est bien celle du titulaire :',
    link: 'Un lien pour choisir un nouveau mot de passe y est envoyé, et le mot de passe reste bloqué tant qu’il n’a pas servi. Les liens de toutes les notifications antérieures ne fonctionnent plus.',
    noLink:
      'Dans l’état actuel du compte, aucun lien ne peut y être envoyé. Le mot de passe reste bloqué, et les liens de toutes les notifications antérieures ne fonctionnent plus.',
    submit: 'Mettre fin au litige',
    done: 'Le litige est clos. Le mot de passe reste bloqué jusqu’à ce que le titulaire en choisisse un nouveau.',
  },
  endSessions: {
    heading: 'Fermer toutes les sessions',
    submit: 'Fermer toutes les sessions',
    done: (count) => (count === 0 ? 'Aucune session n’était ouverte.' : endedSessions(count)),
  },
  refused: {
    identityProvider: 'Ce compte se connecte avec son fournisseur et n’a pas de mot de passe ici.',
    noPassword: 'Ce compte n’a pas encore de mot de passe.',
    hasPassword: 'Ce compte a déjà un mot de passe.',
    notLocked: 'Le mot de passe de ce compte n’est pas bloqué.',
    inDispute:
      'Ce compte est en litige : l’adresse peut être celle de quelqu’un d’autre. Tant que vous n’avez pas mis fin au litige, rien n’est proposé qui laisserait entrer quelqu’un.',
    notDisputed: 'Ce compte n’est pas en litige.',
    disabled: 'Ce compte est désactivé.',
    noAddress: 'Ce compte n’a pas d’adresse e‑mail.',
    changedMeanwhile: 'Ce compte vient d’être modifié ailleurs. Vérifiez-le avant de réessayer.',
    noSessionStore: 'Les sessions ne peuvent pas être fermées d’ici.',
  },
};
