import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { attendanceForm, teamAsked } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listTeamsToChoose } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { listCame, listMembers, setCame } from "~db/feedback-sessions/attendance.server";
import { refuseUnheld } from "./state.server";

export const meta = () => [{ title: "Who came - Feedback session - Line of Sight" }];

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseUnheld(guard);
  const { db, subject, request } = guard;
  const { team: asked } = teamAsked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const teams = await listTeamsToChoose(db);
  const team = teams.find(({ id }) => id === asked) ?? null;
  const [members, came] = await Promise.all([
    team ? listMembers(db, team.id) : [],
    listCame(db, subject.id),
  ]);
  const there = new Set(came.map(({ id }) => id));
  return {
    id: subject.id,
    heldOn: subject.heldOn,
    came: there.size,
    teams: teams.map(({ id, name, serviceName }) => ({ id, label: `${name} (${serviceName})` })),
    team: team && { id: team.id, name: team.name },
    members: members.map((one) => ({ ...one, came: there.has(one.id) })),
  };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseUnheld(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, attendanceForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { team, shown, present } = form.value;
  // Of those that were shown alone: whoever joined the team meanwhile is left as they are.
  const members = new Set((await listMembers(db, team)).map(({ id }) => id));
  const asked = shown.filter((id) => members.has(id));
  await transact(db, (tx) =>
    setCame(tx, { ...stamp, actorId: actor.id }, subject.id, {
      came: asked.filter((id) => present.includes(id)),
      not: asked.filter((id) => !present.includes(id)),
    }),
  );
  return done(paths.feedbackSessions.attendance(subject.id), "Who came is recorded");
});

export default function Attendance() {
  const page = useLoaderData<typeof loader>();
  const back = paths.feedbackSessions.one(page.id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Feedback session of ${formatDate(page.heldOn)}`}
            title="Who came"
            lead={`${page.came === 0 ? "Nobody is" : page.came === 1 ? "1 person is" : `${page.came} people are`} recorded so far.`}
          />
          <Form method="get">
            <Select
              id="team"
              name="team"
              label="Team"
              defaultValue={page.team?.id ?? ""}
              emptyLabel="Choose a team"
              options={page.teams.map(({ id, label }) => ({ value: id, label }))}
            />
            <Button variant="secondary">Show the team</Button>
          </Form>
          {page.team ? (
            <Members key={page.team.id} team={page.team} members={page.members} />
          ) : null}
          <p className="govuk-body">
            <Link to={back}>Back to the session</Link>
          </p>
        </TwoThirds>
      </main>
    </>
  );
}

function Members({
  team,
  members,
}: {
  team: { id: string; name: string };
  members: { id: string; name: string; came: boolean }[];
}) {
  const form = useGovForm({
    check: (entries) => parseForm(attendanceForm, entries),
    stored: { present: members.filter(({ came }) => came).map(({ id }) => id) },
    outcome: useActionData<typeof action>(),
  });
  if (members.length === 0) return <EmptyState title="Nobody is of this team" />;
  return (
    <GovFormBody form={form}>
      <input type="hidden" name="team" value={team.id} />
      {members.map(({ id }) => (
        <input key={id} type="hidden" name="shown" value={id} />
      ))}
      <Checkboxes
        {...form.list("present")}
        legend={`Who of ${team.name} was there`}
        legendSize="m"
        small
        options={members.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ButtonGroup>
        <Button>Save</Button>
      </ButtonGroup>
    </GovFormBody>
  );
}
