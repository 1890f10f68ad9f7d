import type { Notices, NoticeWords } from '../../language.js';

const expected = 'Si c’était vous, vous n’avez rien à faire.';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'Si ce n’était pas vous, signalez-le ici. La page vous demande l’adresse à laquelle cet e-mail est arrivé. Elle ferme ensuite toutes les sessions et bloque le mot de passe.',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'Si ce n’était pas vous, prévenez-nous sans attendre :'
      : 'Si ce n’était pas vous, contactez-nous sans attendre.',
} satisfies Partial<NoticeWords>;

/** The notices in French, with the same no-break spaces and as little `de` as `fr` has. */
export const frenchNotices: Notices = {
  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `Le mot de passe de votre compte ${product} a été modifié le ${instant}, à l’aide d’un lien ou d’un code permettant de choisir un nouveau mot de passe.`,
    ),
    change: changed(
      ({ product, instant }) =>
        `Le mot de passe de votre compte ${product} a été modifié le ${instant}, par une personne qui s’était connectée et connaissait l’ancien.`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `Le premier mot de passe de votre compte ${product} a été créé le ${instant}. Désormais, vous pouvez vous en servir pour vous connecter.`,
      ),
      subject: ({ product }) => `Votre compte ${product} a maintenant un mot de passe`,
      heading: () => 'Votre compte a maintenant un mot de passe',
    },
    direct_set: {
      subject: ({ product }) => `Un administrateur a défini votre mot de passe ${product}`,
      preheader: () => 'Si vous êtes au courant, vous n’avez rien à faire.',
      heading: () => 'Un administrateur a défini votre mot de passe',
      body: ({ product, instant }) =>
        `Un administrateur du service ${product} a défini un nouveau mot de passe pour votre compte le ${instant}. L’ancien ne fonctionne plus.`,
      expected: 'Si vous êtes au courant, vous n’avez rien à faire.',
      disavow:
        'Si vous n’êtes pas au courant, signalez-le ici. La page vous demande d’abord votre adresse e-mail. Elle ferme ensuite toutes les sessions et bloque le mot de passe jusqu’à ce que vous en choisissiez un nouveau.',
      unexpected: ({ hasSupport }) =>
        `Si vous n’êtes pas au courant, réinitialisez votre mot de passe sans attendre.${hasSupport ? ' Prévenez-nous ensuite :' : ''}`,
    },
  },
  addressChanged: {
    ...ofAccount,
    subject: ({ product }) => `L’adresse de votre compte ${product} a été modifiée`,
    preheader: () => 'Les e-mails concernant votre compte n’arrivent plus ici.',
    heading: () => 'Votre adresse e-mail a été modifiée',
    body: ({ product, instant }) =>
      `L’adresse e-mail de votre compte ${product} a été remplacée par une autre le ${instant}. Désormais, les e-mails concernant votre compte sont envoyés à la nouvelle adresse.`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `Une deuxième étape a été ajoutée à votre compte ${product}`,
      heading: () => 'Une deuxième étape de connexion a été ajoutée',
      body: ({ product, instant }) =>
        `Une deuxième étape de connexion, par exemple un code fourni par une application, a été ajoutée à votre compte ${product} le ${instant}. Désormais, elle est aussi demandée lors de la connexion.`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `Une deuxième étape a été supprimée de votre compte ${product}`,
      heading: () => 'Une deuxième étape de connexion a été supprimée',
      body: ({ product, instant }) =>
        `Une deuxième étape de connexion, par exemple un code fourni par une application, a été supprimée de votre compte ${product} le ${instant}. Elle n’est plus demandée lors de la connexion.`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `Vos codes de secours ${product} ont été remplacés`,
      heading: () => 'Vos codes de secours ont été remplacés',
      body: ({ product, instant }) =>
        `Les codes de secours de votre compte ${product} ont été remplacés par de nouveaux codes le ${instant}. Les anciens ne fonctionnent plus.`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `Le numéro de téléphone de votre compte ${product} a été modifié`,
      heading: () => 'Votre numéro de téléphone a été modifié',
      body: ({ product, instant }) =>
        `Le numéro de téléphone de votre compte ${product} a été modifié le ${instant}.`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `Une clé d’accès a été ajoutée à votre compte ${product}`,
      heading: () => 'Une clé d’accès a été ajoutée',
      body: ({ product, instant }) =>
        `Une clé d’accès (passkey) a été ajoutée à votre compte ${product} le ${instant}. Désormais, elle permet de se connecter.`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `Une clé d’accès a été supprimée de votre compte ${product}`,
      heading: () => 'Une clé d’accès a été supprimée',
      body: ({ product, instant }) =>
        `Une clé d’accès (passkey) a été supprimée de votre compte ${product} le ${instant}. Elle ne permet plus de se connecter.`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `Un service de connexion a été associé à votre compte ${product}`,
      heading: () => 'Un service de connexion a été associé',
      body: ({ product, instant }) =>
        `Un service de connexion, par exemple Google, a été associé à votre compte ${product} le ${instant}. Désormais, il permet de se connecter.`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `Un service de connexion a été dissocié de votre compte ${product}`,
      heading: () => 'Un service de connexion a été dissocié',
      body: ({ product, instant }) =>
        `Un service de connexion, par exemple Google, a été dissocié de votre compte ${product} le ${instant}. Il ne permet plus de se connecter.`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `Votre compte ${product} a été fermé`,
      heading: () => 'Votre compte a été fermé',
      body: ({ product, instant }) => `Votre compte ${product} a été fermé le ${instant}.`,
    },
  },
  disavow: {
    button: 'Ce n’était pas moi',
    lifetime: ({ lifetime }) => `Ce lien reste valable ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `Votre mot de passe ${product} a été modifié`,
    preheader: () => expected,
    heading: () => 'Votre mot de passe a été modifié',
    body,
    expected,
    disavow:
      'Si ce n’était pas vous, signalez-le ici. La page vous demande d’abord votre adresse e-mail. Elle ferme ensuite toutes les sessions et bloque le mot de passe jusqu’à ce que vous en choisissiez un nouveau.',
    unexpected: ({ hasSupport }) =>
      `Si ce n’était pas vous, réinitialisez votre mot de passe sans attendre et assurez-vous que personne d’autre ne lit vos e-mails.${
        hasSupport ? ' Prévenez-nous ensuite :' : ''
      }`,
  };
}
