import { shortestPassword } from "~/rules/people/passwords";
import type { GovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";

/** A password chosen and typed twice; `label` is "Password" or "New password". */
export function NewPassword({ form, label }: { form: GovForm; label: string }) {
  const shared = { type: "password", autoComplete: "new-password", width: "two-thirds" } as const;
  return (
    <>
      <TextField
        {...form.field("password")}
        {...shared}
        label={label}
        hint={`At least ${shortestPassword} characters. Three or four words that have nothing to do with each other are easy to remember and hard to guess`}
      />
      <TextField {...form.field("again")} {...shared} label={`${label} again`} />
    </>
  );
}
