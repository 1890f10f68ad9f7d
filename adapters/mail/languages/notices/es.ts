import type { Notices, NoticeWords } from '../../language.js';

const expected = 'Si fue usted, no tiene que hacer nada.';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'Si no fue usted, comuníquelo aquí. La página le pedirá la dirección a la que llegó este mensaje. Después cerrará todas las sesiones y bloqueará la contraseña.',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'Si no fue usted, avísenos de inmediato:'
      : 'Si no fue usted, póngase en contacto con nosotros de inmediato.',
} satisfies Partial<NoticeWords>;

/** The notices in Spanish. */
export const spanishNotices: Notices = {
  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `La contraseña de su cuenta de ${product} se cambió el ${instant}, con un enlace o un código para elegir una nueva.`,
    ),
    change: changed(
      ({ product, instant }) =>
        `La contraseña de su cuenta de ${product} la cambió el ${instant} alguien que había iniciado sesión y conocía la anterior.`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `La primera contraseña de su cuenta de ${product} se creó el ${instant}. A partir de ahora puede iniciar sesión con ella.`,
      ),
      subject: ({ product }) => `Su cuenta de ${product} ya tiene una contraseña`,
      heading: () => 'Su cuenta ya tiene una contraseña',
    },
    direct_set: {
      subject: ({ product }) => `Un administrador ha establecido su contraseña de ${product}`,
      preheader: () => 'Si ya lo sabía, no tiene que hacer nada.',
      heading: () => 'Un administrador ha establecido su contraseña',
      body: ({ product, instant }) =>
        `Un administrador de ${product} estableció una nueva contraseña para su cuenta el ${instant}. La anterior ya no funciona.`,
      expected: 'Si ya lo sabía, no tiene que hacer nada.',
      disavow:
        'Si no sabía nada de esto, comuníquelo aquí. La página le pedirá primero su correo electrónico. Después cerrará todas las sesiones y bloqueará la contraseña hasta que elija una nueva.',
      unexpected: ({ hasSupport }) =>
        `Si no sabía nada de esto, restablezca su contraseña de inmediato.${hasSupport ? ' Después, avísenos:' : ''}`,
    },
  },
  addressChanged: {
    ...ofAccount,
    subject: ({ product }) => `Se ha cambiado la dirección de su cuenta de ${product}`,
    preheader: () => 'Los mensajes sobre su cuenta ya no llegarán aquí.',
    heading: () => 'Se ha cambiado su correo electrónico',
    body: ({ product, instant }) =>
      `El correo electrónico de su cuenta de ${product} se cambió por otro el ${instant}. A partir de ahora, los mensajes sobre su cuenta llegarán a la nueva dirección.`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `Se ha añadido un segundo paso a su cuenta de ${product}`,
      heading: () => 'Se ha añadido un segundo paso de inicio de sesión',
      body: ({ product, instant }) =>
        `Se añadió a su cuenta de ${product} un segundo paso de inicio de sesión, como un código de una aplicación, el ${instant}. A partir de ahora se pedirá también al iniciar sesión.`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `Se ha eliminado un segundo paso de su cuenta de ${product}`,
      heading: () => 'Se ha eliminado un segundo paso de inicio de sesión',
      body: ({ product, instant }) =>
        `Se eliminó de su cuenta de ${product} un segundo paso de inicio de sesión, como un código de una aplicación, el ${instant}. Ya no se pedirá al iniciar sesión.`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `Se han sustituido sus códigos de recuperación de ${product}`,
      heading: () => 'Se han sustituido sus códigos de recuperación',
      body: ({ product, instant }) =>
        `Los códigos de recuperación de su cuenta de ${product} se sustituyeron por otros nuevos el ${instant}. Los anteriores ya no funcionan.`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `Se ha cambiado el teléfono de su cuenta de ${product}`,
      heading: () => 'Se ha cambiado su número de teléfono',
      body: ({ product, instant }) =>
        `El número de teléfono de su cuenta de ${product} se cambió el ${instant}.`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `Se ha añadido una llave de acceso a su cuenta de ${product}`,
      heading: () => 'Se ha añadido una llave de acceso',
      body: ({ product, instant }) =>
        `Se añadió una llave de acceso (passkey) a su cuenta de ${product} el ${instant}. A partir de ahora se puede iniciar sesión con ella.`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `Se ha eliminado una llave de acceso de su cuenta de ${product}`,
      heading: () => 'Se ha eliminado una llave de acceso',
      body: ({ product, instant }) =>
        `Se eliminó una llave de acceso (passkey) de su cuenta de ${product} el ${instant}. Ya no se puede iniciar sesión con ella.`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `Se ha vinculado un proveedor a su cuenta de ${product}`,
      heading: () => 'Se ha vinculado un proveedor de inicio de sesión',
      body: ({ product, instant }) =>
        `Se vinculó un proveedor de inicio de sesión, como Google, a su cuenta de ${product} el ${instant}. A partir de ahora se puede iniciar sesión con él.`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `Se ha desvinculado un proveedor de su cuenta de ${product}`,
      heading: () => 'Se ha desvinculado un proveedor de inicio de sesión',
      body: ({ product, instant }) =>
        `Se desvinculó un proveedor de inicio de sesión, como Google, de su cuenta de ${product} el ${instant}. Ya no se puede iniciar sesión con él.`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `Se ha cerrado su cuenta de ${product}`,
      heading: () => 'Se ha cerrado su cuenta',
      body: ({ product, instant }) => `Su cuenta de ${product} se cerró el ${instant}.`,
    },
  },
  disavow: {
    button: 'No fui yo',
    lifetime: ({ lifetime }) => `Este enlace es válido durante ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `Se ha cambiado su contraseña de ${product}`,
    preheader: () => expected,
    heading: () => 'Se ha cambiado su contraseña',
    body,
    expected,
    disavow:
      'Si no fue usted, comuníquelo aquí. La página le pedirá primero su correo electrónico. Después cerrará todas las sesiones y bloqueará la contraseña hasta que elija una nueva.',
    unexpected: ({ hasSupport }) =>
      `Si no fue usted, restablezca su contraseña de inmediato y asegúrese de que nadie más lea su correo.${
        hasSupport ? ' Después, avísenos:' : ''
      }`,
  };
}
