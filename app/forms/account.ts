/** Owns the forms of signing in, the first administrator, and choosing and changing a password. */
import * as z from "zod";
import { longestPassword, shortestPassword } from "~/rules/people/passwords";
import { optionalText, text } from "./fields";

/** Spaces count in a password: it is taken as typed. */
const password = (instruction: string) =>
  z
    .string({ error: instruction })
    .min(1, instruction)
    .max(longestPassword, `Shorten this to ${longestPassword} characters`);

const newPassword = () =>
  z
    .string({ error: "Enter a new password" })
    .min(shortestPassword, `Enter a password of at least ${shortestPassword} characters`)
    .max(longestPassword, `Shorten this to ${longestPassword} characters`);

export const emailAddress = (instruction: string) =>
  text(instruction, 254).pipe(
    z.email("Enter an email address in the correct format, like name@example.org"),
  );

export const signInForm = z.object({
  email: emailAddress("Enter your email address"),
  password: password("Enter your password"),
  to: optionalText(2000),
  /** A form that was posted after the session had ended. */
  carried: optionalText(1_000_000),
});

const matching = { message: "Enter the same password twice", path: ["again"] };

export const setUpForm = z
  .object({
    code: text("Enter the one-time code printed when the application started", 100),
    name: text("Enter your name", 100),
    email: emailAddress("Enter your email address"),
    password: newPassword(),
    again: password("Enter the password again"),
  })
  .refine((form) => form.password === form.again, matching);

export const forgottenPasswordForm = z.object({
  email: emailAddress("Enter your email address"),
});

export const choosePasswordForm = z
  .object({ password: newPassword(), again: password("Enter the new password again") })
  .refine((form) => form.password === form.again, matching);

export const changePasswordForm = z
  .object({
    current: password("Enter your current password"),
    password: newPassword(),
    again: password("Enter the new password again"),
  })
  .refine((form) => form.password === form.again, matching)
  // A start password kept would stay known to the administrator.
  .refine((form) => form.password !== form.current, {
    message: "Enter a new password that is not your current one",
    path: ["password"],
  });
