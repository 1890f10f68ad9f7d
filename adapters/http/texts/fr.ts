import { frenchAdmin } from './admin/fr.js';
import { spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { frenchPolicy } from './policy/fr.js';

const span = spanOfTime('fr', {
  hour: { one: '# heure', other: '# heures' },
  minute: { one: '# minute', other: '# minutes' },
  second: { one: '# seconde', other: '# secondes' },
});

/**
 * Every sentence of the hosted pages, in French. What looks like a space is a no-break space before
 * `:` (U+00A0) and a narrow one before `?` and `;` (U+202F), as French typography asks.
 */
export const french: Texts = {
  lang: 'fr',
  dir: 'ltr',
  errorPrefix: 'Erreur : ',
  problem: 'Il y a un problème',
  signIn: 'Aller à la connexion',
  goOn: 'Continuer',
  requestNewLink: 'Demander un nouveau lien',
  showPassword: 'Afficher',
  hidePassword: 'Masquer',
  showPasswordLabel: 'Afficher le mot de passe',
  rulesHeading: 'Votre nouveau mot de passe :',
  ruleMet: 'respecté',
  ruleNotMet: 'pas encore respecté',
  rule: frenchPolicy.rule,
  violation: frenchPolicy.violation,

  forgot: {
    title: 'Mot de passe oublié ?',
    lead: 'Saisissez votre adresse e‑mail et nous vous enverrons un lien pour choisir un nouveau mot de passe.',
    identifier: 'Adresse e‑mail',
    submit: 'Recevoir un lien',
    identifierInvalid: 'Saisissez une adresse e‑mail, par exemple nom@example.com',
    code: {
      lead: 'Saisissez votre adresse e‑mail et nous vous enverrons un code pour choisir un nouveau mot de passe.',
      submit: 'Recevoir un code',
    },
    choice: {
      lead: 'Saisissez votre adresse e‑mail et nous vous aiderons à choisir un nouveau mot de passe.',
      submit: 'Envoyer',
      legend: 'Que souhaitez-vous recevoir ?',
      link: 'Un lien à ouvrir',
      code: 'Un code à saisir ici',
      byMail: { link: 'Un lien par e‑mail', code: 'Un code par e‑mail' },
    },
  },
  checkMail: {
    title: 'Consultez votre messagerie',
    lead: 'S’il existe un compte pour l’adresse saisie, un e‑mail contenant un lien est en route.',
    lifetime: (minutes) =>
      `Le lien ne peut être utilisé qu’une seule fois et reste valable ${span(minutes * 60)}.`,
    nothingHeading: 'Toujours rien après quelques minutes ?',
    spam: 'Regardez dans votre dossier de courrier indésirable.',
    typo: 'Vérifiez que vous avez saisi l’adresse de votre inscription.',
    again: 'Réessayer',
  },
  code: {
    title: 'Saisissez le code',
    lead: 'S’il existe un compte pour l’adresse saisie, un code est en route.',
    lifetime: (minutes) => `Il reste valable ${span(minutes * 60)}, uniquement dans ce navigateur.`,
    label: 'Code reçu',
    submit: 'Continuer',
    again: 'Demander un nouveau code',
    linkInstead: 'Demander plutôt un lien',
    required: 'Saisissez le code',
    malformed: 'Saisissez le code complet, en chiffres uniquement',
    invalid: 'Ce code ne fonctionne pas. Vérifiez-le ou demandez-en un nouveau.',
    dead: 'Ce code ne fonctionne plus. Demandez-en un nouveau.',
    used: {
      title: 'Ce code a déjà été utilisé',
      lead: 'Il a servi à définir un mot de passe, et chaque code ne fonctionne qu’une fois. Si ce n’était pas vous, demandez-en un nouveau maintenant.',
    },
    lost: {
      title: 'Demandez un nouveau code',
      lead: 'Cette page est ouverte dans un autre navigateur, ou depuis trop longtemps. Demandez un nouveau code dans ce navigateur pour continuer.',
    },
  },
  channels: {
    sms: {
      way: 'Un code par SMS',
      lead: 'S’il existe un compte avec un numéro de téléphone pour l’adresse saisie, un SMS contenant un code est en route.',
      nothing:
        'Tous les comptes n’ont pas de numéro de téléphone. Si le vôtre n’en a pas, choisissez une autre option.',
    },
  },
  reset: {
    title: 'Choisissez un nouveau mot de passe',
    titleInitial: 'Choisissez un mot de passe',
    leadFor: (email) => `Pour ${email}`,
    newPassword: 'Nouveau mot de passe',
    submit: 'Enregistrer le mot de passe',
  },
  secondFactor: {
    title: 'Confirmez qu’il s’agit bien de vous',
    methods: {
      totp: {
        lead: 'Saisissez le code que votre application d’authentification affiche en ce moment.',
        label: 'Code de l’application',
        switchTo: 'Utiliser plutôt l’application d’authentification',
      },
      recovery_code: {
        lead: 'Saisissez l’un des codes de secours que vous avez conservés. Chacun ne sert qu’une fois.',
        label: 'Code de secours',
        switchTo: 'Utiliser plutôt un code de secours',
      },
      other: {
        lead: 'Saisissez le code de votre deuxième étape de connexion.',
        label: 'Code de confirmation',
        switchTo: 'Confirmer autrement',
      },
    },
    submit: 'Continuer',
    required: 'Saisissez le code',
    invalid: 'Ce code est incorrect ou a déjà été utilisé',
    unavailable:
      'Le code ne peut pas être vérifié pour le moment. Réessayez dans quelques instants.',
    denied: 'Nous n’avons pas pu confirmer qu’il s’agit bien de vous.',
  },
  done: {
    title: 'Votre mot de passe est enregistré',
    lead: 'Désormais, connectez-vous avec votre nouveau mot de passe.',
    message: 'Votre mot de passe est enregistré.',
  },
  change: {
    title: 'Modifiez votre mot de passe',
    currentPassword: 'Mot de passe actuel',
    newPassword: 'Nouveau mot de passe',
    submit: 'Modifier le mot de passe',
    wrongPassword: 'Ce n’est pas votre mot de passe actuel',
    notPossible: 'Le mot de passe de ce compte ne peut pas être modifié ici.',
    changedMeanwhile:
      'Votre mot de passe vient d’être modifié ailleurs. Vérifiez-le avant de réessayer.',
  },
  changed: {
    title: 'Votre mot de passe est modifié',
    lead: 'Désormais, connectez-vous avec votre nouveau mot de passe.',
  },
  invite: {
    title: 'Bienvenue',
    lead: 'Choisissez un mot de passe pour votre nouveau compte.',
    newPassword: 'Mot de passe',
    submit: 'Créer le mot de passe',
  },
  invited: {
    title: 'Votre compte est prêt',
    lead: 'Désormais, connectez-vous avec votre mot de passe.',
  },
  forcedChange: {
    title: 'Choisissez un nouveau mot de passe pour continuer',
    lead: 'Il vous faut un nouveau mot de passe avant de vous connecter.',
  },
  initial: {
    title: 'Créez un mot de passe',
    lead: 'Pour l’instant, vous vous connectez sans mot de passe. Créez-en un pour pouvoir aussi vous connecter de cette façon.',
    newPassword: 'Mot de passe',
    submit: 'Créer le mot de passe',
    hasPassword: 'Ce compte a déjà un mot de passe.',
  },
  disavow: {
    title: 'Ce n’était pas vous ?',
    lead: 'Si vous n’êtes pas à l’origine de la modification que nous vous avons signalée, saisissez l’adresse à laquelle notre e‑mail est arrivé. Aussitôt :',
    consequences: [
      'toutes les sessions sont fermées, sur tous les appareils ;',
      'le mot de passe actuel ne fonctionne plus, ni aucun lien ou code encore valable ;',
      'nous vous envoyons un lien pour choisir un nouveau mot de passe.',
    ],
    address: 'Adresse e‑mail',
    submit: 'Bloquer le compte',
    itWasMe: 'Si c’était vous, fermez cette page. Il ne s’est rien passé.',
    mismatch: 'Ce n’est pas l’adresse à laquelle notre e‑mail est arrivé',
    done: {
      title: 'Le compte est bloqué',
      lead: 'Toutes les sessions sont fermées et l’ancien mot de passe ne fonctionne plus. Un e‑mail contenant un lien pour en choisir un nouveau est en route.',
      further:
        'Si d’autres e‑mails vous signalent des modifications dont vous n’êtes pas à l’origine, utilisez aussi les liens qu’ils contiennent.',
    },
    contact: {
      title: 'Le compte est bloqué',
      lead: 'Toutes les sessions sont fermées et le mot de passe ne fonctionne plus. Nous ne pouvons plus envoyer de lien à votre adresse : contactez-nous et nous vous aiderons à retrouver l’accès.',
    },
    expired: {
      title: 'Ce lien a expiré',
      lead: 'Si quelque chose ne va pas avec votre compte, choisissez maintenant un nouveau mot de passe et contactez-nous.',
    },
    used: {
      title: 'Vous nous l’avez déjà signalé',
      lead: 'Le compte a alors été bloqué et, s’il a votre adresse, un lien pour choisir un nouveau mot de passe y a été envoyé. S’il n’est pas arrivé, demandez-en un autre. Si rien n’arrive, contactez-nous.',
    },
  },
  denied: {
    title: 'Cette opération est impossible',
    lead: 'Votre mot de passe ne peut pas être modifié de cette façon. Si vous pensez qu’il s’agit d’une erreur, contactez-nous.',
  },
  field: {
    required: 'Saisissez un mot de passe',
    tooLong: 'Ce mot de passe est trop long',
    invalid: 'Ce mot de passe contient des caractères qui ne peuvent pas être utilisés',
  },
  link: {
    expired: {
      title: 'Ce lien a expiré',
      lead: 'Pour votre sécurité, les liens ne fonctionnent que peu de temps. Demandez-en un nouveau pour continuer.',
    },
    used: {
      title: 'Ce lien a déjà été utilisé',
      lead: 'Il a servi à définir un mot de passe, et chaque lien ne fonctionne qu’une fois. Si ce n’était pas vous, demandez-en un nouveau maintenant.',
    },
    superseded: {
      title: 'Ce lien ne fonctionne plus',
      lead: 'Il existe peut-être un e‑mail plus récent, ou bien le mot de passe a été modifié ou le lien annulé. Demandez-en un nouveau.',
    },
    invalid: {
      title: 'Ce lien ne fonctionne pas',
      lead: 'Il a peut-être été coupé. Ouvrez à nouveau le lien complet de l’e‑mail ou demandez-en un nouveau.',
    },
    cookieLost: {
      title: 'Ouvrez à nouveau le lien',
      lead: 'Cette page est ouverte dans un autre navigateur, ou depuis trop longtemps. Ouvrez encore une fois ici le lien de l’e‑mail pour continuer.',
    },
  },
  flowLost: {
    title: 'Veuillez recommencer',
    lead: 'Cette page est ouverte dans un autre navigateur, ou depuis trop longtemps. Si un lien vous a amené ici, ouvrez-le encore une fois dans ce navigateur. Sinon, recommencez.',
    again: 'Recommencer',
  },
  throttled: {
    title: 'Trop de tentatives',
    lead: (seconds) => `Veuillez patienter ${span(seconds)} avant de réessayer.`,
  },
  unavailable: {
    title: 'Veuillez réessayer dans un instant',
    lead: 'Nous n’avons pas pu terminer l’opération. Revenez en arrière et réessayez sous peu.',
  },
  failed: {
    title: 'Un problème est survenu',
    lead: 'L’erreur vient de nous, pas de vous. Veuillez réessayer plus tard.',
  },
  notFound: { title: 'Page introuvable', lead: 'Il n’y a rien à cette adresse.' },
  signedOut: {
    title: 'Veuillez vous connecter',
    lead: 'Connectez-vous pour modifier votre mot de passe.',
  },
  refused: {
    title: 'Cette demande a été refusée',
    lead: 'Elle ne venait pas de nos pages, ou pas sous une forme que nous comprenons. Rouvrez la page et réessayez.',
  },
  admin: frenchAdmin,
};
