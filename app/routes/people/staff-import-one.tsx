import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { missingTeamForm, settleStaffForm } from "~/forms/staff-import";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { type Find, type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attemptToTake, overtaken } from "~/server/save.server";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { confirmStaffImport } from "~db/operations/people/staff-import-deeds.server";
import { undoStaffImport } from "~db/operations/people/staff-import-undo.server";
import { askForTeam } from "~db/operations/people/team-asking.server";
import { findStaffImport, type StaffImport } from "~db/people/staff-imports.server";
import { StaffDone } from "./staff-done";
import { showDone, showPlan } from "./staff-import.server";
import { StaffPreview } from "./staff-preview";

export const meta = () => [{ title: "A staff list - Line of Sight" }];

const importFromUrl: Find<StaffImport> = async ({ db, params }) =>
  params.importId ? findStaffImport(db, params.importId) : null;

export const loader = guarded("people.manage", importFromUrl, async (guard) => {
  const { subject } = guard;
  return {
    id: subject.id,
    state: subject.state,
    version: subject.version,
    caption: `${subject.fileName}, read by ${subject.by} on ${formatInstant(new Date(subject.madeAt))}`,
    ignored: subject.ignored,
    notes: subject.notes,
    preview: subject.state === "read" ? await showPlan(guard) : null,
    done: subject.state === "read" ? null : await showDone(guard),
  };
});

const sayDifferent =
  "Tick that these are different people, or take their lines out of the file and read it again";

const changedSince =
  "Look at the list again: someone has changed the staff or this import since you opened it";

export const action = guarded("people.manage", importFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const missing = await readForm(request, missingTeamForm);
  if (missing.ok) return askFor(guard, missing.value.team);
  const form = await readForm(request, settleStaffForm);
  if (!form.ok) return refuse(form);
  const { intent, version, fingerprint = "", invite, different } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const here = paths.people.importOne(subject.id);
  const saved = await attemptToTake(async () => {
    if (intent === "undo") {
      const { removed, stay } = await undoStaffImport(db, by, { ...subject, version });
      return done(
        here,
        `${people(removed)} removed${stay > 0 ? `; ${stay} stay, who are in use since` : ""}`,
      );
    }
    const typed = { invite: invite ? "yes" : "" };
    if (!different && (await showPlan(guard)).counts.alike > 0) {
      return refuseWith(typed, sayDifferent, "different");
    }
    const confirmed = await transact(db, (tx) =>
      confirmStaffImport(tx, by, { id: subject.id, version }, { fingerprint, invite }),
    );
    const { added, proposed, invited } = confirmed;
    return done(
      here,
      [
        `${people(added)} added`,
        invited > 0 ? `${invited} invited` : null,
        proposed > 0 ? `${proposed} roles wait for a second person` : null,
      ]
        .filter(Boolean)
        .join("; "),
    );
  });
  if (saved.ok) return saved.value;
  return overtaken(
    { invite: invite ? "yes" : "", different: different ? "yes" : "" },
    changedSince,
  );
});

/** Goes on to where a missing team is added, which leads back here. */
async function askFor(guard: Guarded<StaffImport>, team: string) {
  const { db, subject, stamp } = guard;
  const { missing } = await showPlan(guard);
  const named = missing.find(({ name }) => name === team);
  if (subject.state !== "read" || !named) return refuseWith({}, changedSince);
  const id = await transact(db, (tx) =>
    askForTeam(tx, stamp, { name: named.name, staffImportId: subject.id }),
  );
  return redirect(paths.people.teamAsked(id));
}

const people = (count: number): string => counted(count, "person is", "people are");

export default function StaffImportOne() {
  const { preview, done, caption, ignored, notes, version, state } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.people.import()}>Import staff</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={state === "read" ? "Check who would be added" : "What this import did"}
            caption={caption}
          />
          {notes.map((note) => (
            <InsetText key={note}>{note}.</InsetText>
          ))}
          {ignored.length > 0 ? (
            <p className="govuk-body">Columns that are not used: {ignored.join(", ")}.</p>
          ) : null}
        </TwoThirds>
        {preview ? <StaffPreview {...preview} version={version} outcome={outcome} /> : null}
        {done ? <StaffDone {...done} version={version} outcome={outcome} /> : null}
      </main>
    </>
  );
}
