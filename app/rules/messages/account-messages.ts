/**
 * Owns the words of messages about signing in: links to choose a password, and what was done with
 * an account.
 * Practice: they go at once whatever someone chose, say how to tell that they are genuine, and
 * never hold the link itself: it is made as the message goes out.
 */
export const accountMessages = {
  "password-invited": {
    subject: "Choose a password: you have an account",
    text: "You have been given an account. Choose a password of your own to sign in with.",
    signingIn: true,
    holdsLink: true,
  },
  "password-forgotten": {
    subject: "Choose a new password",
    text: "Someone asked for a new password for your account. If it was not you, do nothing: your password stays as it is.",
    signingIn: true,
    holdsLink: true,
  },
  "password-to-choose": {
    subject: "Choose a new password",
    text: "Your administrator has sent you a link to choose a new password. Until you use it, your password stays as it is.",
    signingIn: true,
    holdsLink: true,
  },
  "password-chosen": {
    subject: "Your password has been changed",
    text: "A new password was chosen for your account with a link, and you are signed out everywhere. If it was not you, tell your administrator at once.",
    signingIn: true,
  },
  "account-guessed": {
    subject: "Wrong passwords were tried for your account",
    text: "Several wrong passwords were tried for your account, and whoever tries them now has to wait. You can sign in as before where you have signed in already. If it was not you, tell your administrator.",
    signingIn: true,
  },
} as const;
