import { counted } from '../counted.js';
import type { AdminTexts } from './en.js';

const endedSessions = counted('es', {
  one: 'Se ha cerrado una sesión.',
  other: 'Se han cerrado # sesiones.',
});
const revokedTickets = counted('es', {
  one: 'Se ha revocado un enlace o código.',
  other: 'Se han revocado # enlaces y códigos.',
});

/** Every sentence of the administrator's page, in Spanish. */
export const spanishAdmin: AdminTexts = {
  title: 'Zona de peligro: cambiar la contraseña',
  notAllowed: {
    title: 'Esta página es para administradores',
    lead: 'Su cuenta no puede gestionar las contraseñas de otras personas.',
  },
  find: {
    label: 'Correo electrónico o ID de usuario',
    submit: 'Buscar la cuenta',
    none: 'No existe esa cuenta.',
    several: 'Coinciden varias cuentas. Elija una.',
    another: 'Buscar otra cuenta',
  },
  account: {
    heading: 'Cuenta',
    name: 'Nombre visible',
    id: 'ID de usuario',
    email: 'Correo electrónico',
    verified: 'Correo electrónico verificado',
    disabled: 'Desactivada',
    provider: 'Inicia sesión con',
    hasPassword: 'Tiene contraseña',
    passwordChanged: 'Último cambio de contraseña',
    changeRequired: 'Cambio obligatorio',
    openTickets: 'Enlaces y códigos pendientes',
    yes: 'Sí',
    no: 'No',
  },
  yourPassword: {
    label: 'Su propia contraseña',
    lead: 'Por seguridad, escriba su propia contraseña.',
    wrong: 'Esta no es su propia contraseña',
  },
  setPassword: {
    heading: 'Establecer una contraseña',
    newPassword: 'Nueva contraseña',
    mustChange: 'Pedir otra en el próximo inicio de sesión',
    notify: 'Avisar a la persona por correo',
    submit: 'Establecer la contraseña',
    done: 'La contraseña se ha establecido.',
    sessionsPending: 'Aún no se han podido cerrar todas las sesiones. Seguimos intentándolo.',
  },
  requireChange: {
    heading: 'Exigir un cambio',
    lead: 'En el próximo inicio de sesión habrá que elegir una nueva contraseña.',
    reason: 'Motivo',
    reasons: {
      administrative: 'Lo pide un administrador',
      expired: 'La contraseña es demasiado antigua',
      policy: 'La contraseña ya no cumple las reglas',
      breached:
        'Puede que otra persona conozca la contraseña; todas las sesiones se cierran de inmediato',
      disavowed: 'El titular ha dicho que un cambio no era suyo; bloqueada',
      disputed:
        'Se negó un cambio desde una dirección anterior; en disputa hasta que un administrador la resuelva',
      locked: 'Un administrador ha bloqueado la contraseña',
    },
    submit: 'Exigir un cambio',
    done: 'Se exigirá un cambio a partir del próximo inicio de sesión.',
  },
  sendReset: {
    heading: 'Enviar un correo de restablecimiento',
    submit: 'Enviar el correo',
    done: 'El correo va en camino.',
  },
  sendInvitation: {
    heading: 'Enviar una invitación',
    lead: 'Un mensaje con un enlace para elegir la primera contraseña. Una invitación anterior deja de funcionar.',
    submit: 'Enviar la invitación',
    done: 'La invitación va en camino.',
  },
  ticketLink: {
    heading: 'Crear un enlace',
    lead: 'Quien abra este enlace podrá establecer la contraseña de esta cuenta. Entréguelo por una vía segura.',
    submit: 'Crear un enlace',
    done: 'El enlace está listo. Solo se muestra una vez.',
    copy: 'Copiar',
    copied: 'Copiado',
    label: 'Enlace para entregar',
    expires: (instant) => `Válido hasta: ${instant}`,
  },
  revokeTickets: {
    heading: 'Revocar enlaces y códigos',
    lead: '¿Cuáles?',
    all: 'Todos, también los mensajes que aún esperan',
    kinds: {
      reset: 'Enlace de restablecimiento',
      code: 'Código de restablecimiento',
      administrative: 'Enlace de un administrador',
      invite: 'Invitación',
      forced_change: 'Enlace de un cambio obligatorio',
    },
    submit: 'Revocar',
    done: (count) => (count === 0 ? 'No había nada que revocar.' : revokedTickets(count)),
  },
  lock: {
    heading: 'Bloquear la contraseña',
    lead: 'Terminan todas las sesiones, enlaces y códigos. Después solo sirve un enlace enviado por correo o un administrador.',
    notify: 'Enviar a la persona un enlace para elegir una nueva',
    submit: 'Bloquear la contraseña',
    done: 'La contraseña está bloqueada.',
  },
  unlock: {
    heading: 'Desbloquear la contraseña',
    lead: 'La contraseña vuelve a funcionar como antes. Asegúrese de que nadie más la conozca.',
    submit: 'Desbloquear la contraseña',
    done: 'La contraseña está desbloqueada.',
  },
  endDispute: {
    heading: 'Poner fin a la disputa',
    lead: 'Averigüe primero quién es el titular. Corrija la dirección por sus propios medios y deshaga lo demás que alguien haya cambiado, por ejemplo un segundo paso de inicio de sesión: esta página no hace ninguna de las dos cosas. Continúe solo si esta es la dirección del titular:',
    link: 'Allí se envía un enlace para elegir una nueva contraseña, que sigue bloqueada hasta que se use. Los enlaces de todos los avisos anteriores dejan de funcionar.',
    noLink:
      'Tal como está la cuenta, no se puede enviar allí ningún enlace. La contraseña sigue bloqueada, y los enlaces de todos los avisos anteriores dejan de funcionar.',
    submit: 'Poner fin a la disputa',
    done: 'La disputa ha terminado. La contraseña sigue bloqueada hasta que el titular elija una nueva.',
  },
  endSessions: {
    heading: 'Cerrar todas las sesiones',
    submit: 'Cerrar todas las sesiones',
    done: (count) => (count === 0 ? 'No había ninguna sesión abierta.' : endedSessions(count)),
  },
  refused: {
    identityProvider: 'Esta cuenta inicia sesión con su proveedor y no tiene contraseña aquí.',
    noPassword: 'Esta cuenta todavía no tiene contraseña.',
    hasPassword: 'Esta cuenta ya tiene una contraseña.',
    notLocked: 'La contraseña de esta cuenta no está bloqueada.',
    inDispute:
      'Esta cuenta está en disputa: la dirección puede ser de otra persona. Hasta que ponga fin a la disputa, no se ofrece nada que deje entrar a alguien.',
    notDisputed: 'Esta cuenta no está en disputa.',
    disabled: 'Esta cuenta está desactivada.',
    noAddress: 'Esta cuenta no tiene correo electrónico.',
    changedMeanwhile:
      'Esta cuenta se acaba de modificar en otro lugar. Compruébela antes de volver a intentarlo.',
    noSessionStore: 'Las sesiones no se pueden cerrar desde aquí.',
  },
};
