/**
 * Owns the words of messages about changes of access: to whom they concern, to those who confirm
 * them, and to whoever proposed them.
 * Practice: none names the role or the person; the page it leads to does.
 */
export const accessMessages = {
  "access-changed": {
    subject: "Your access has changed",
    text: "Someone has given you a role, taken one away, or changed how you sign in or your staff number; or a team you reach has moved or ended. Your account page lists your roles and how far each one reaches. If you did not expect this, tell a QA lead.",
  },
  "access-asked": {
    subject: "Someone wants to change your account",
    text: "An administrator has proposed another email address or staff number for you, or a link to choose a new password, and a second person is asked to confirm it. If you did not ask for this, tell a QA lead now.",
  },
  "access-to-confirm": {
    subject: "A change of access waits for your confirmation",
    text: "An administrator has proposed a change of someone’s access. It takes effect once a second person has looked at it and confirmed it.",
  },
  "access-confirmed": {
    subject: "A change of access that you proposed is confirmed",
    text: "A second person has confirmed the change of access that you proposed. It holds from now on.",
  },
  "access-ended": {
    subject: "A change of access that you proposed was not made",
    text: "It was refused, or can no longer be made. The page says why.",
  },
  "access-by-server": {
    subject: "A change of access was confirmed on the server",
    text: "Nobody here could confirm a change of access, so whoever runs the server has done it. Look at what was given to whom.",
  },
} as const;
