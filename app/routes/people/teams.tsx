import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { serviceForm, teamForm, teamsIntent } from "~/forms/people";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { type Guardable, type Guarded, guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { transact } from "~db/core/open.server";
import {
  addService,
  addTeam,
  findTeamNamed,
  listServicesWithTeams,
  saveOrder,
} from "~db/operations/people/teams.server";
import { TeamFields } from "./team-fields";

export const meta = () => [{ title: "Services and teams - Line of Sight" }];

export const loader = guarded("teams.manage", noRecord, async ({ db }) => ({
  services: await listServicesWithTeams(db),
}));

export const action = guarded("teams.manage", noRecord, async (guard) => {
  const intent = await readForm(guard.request, teamsIntent);
  if (!intent.ok) return refuse(intent);
  if (intent.value.intent === "add-team") return takeTeam(guard);
  if (intent.value.intent === "add-service") return takeService(guard);
  const { what, id, way } = intent.value;
  if (!what || !id || !way) return refuseWith({}, "Choose what to move, and which way");
  return move(guard, what, id, way);
});

async function takeService({ request, db, stamp, done }: Guarded<Guardable>) {
  const form = await readForm(request, serviceForm);
  if (!form.ok) {
    const { name: error, ...errors } = form.errors;
    return refuse({
      errors: error ? { ...errors, service: error } : errors,
      typed: { service: form.typed.name },
    });
  }
  const { name } = form.value;
  const same = (await listServicesWithTeams(db)).find(
    (service) => service.name.toLowerCase() === name.toLowerCase(),
  );
  if (same) {
    return refuseWith({ service: name }, `Enter another name: ${same.name} exists`, "service");
  }
  await transact(db, (tx) => addService(tx, stamp, name));
  return done(paths.people.teams(), `The service ${name} is added`);
}

async function takeTeam({ request, db, stamp, done }: Guarded<Guardable>) {
  const form = await readForm(request, teamForm);
  if (!form.ok) return refuse(form);
  const team = form.value;
  const typed = { ...team, holdsCases: team.holdsCases ? "yes" : "" };
  const taken = await findTeamNamed(db, team.name);
  if (taken) return refuseWith(typed, `Enter another name: ${taken} exists`, "name");
  const services = await listServicesWithTeams(db);
  if (!services.some(({ id }) => id === team.serviceId)) {
    return refuseWith(typed, "Choose a service", "serviceId");
  }
  await transact(db, (tx) => addTeam(tx, stamp, team));
  return done(paths.people.teams(), `The team ${team.name} is added`);
}

async function move(
  { db, stamp, done }: Guarded<Guardable>,
  what: "service" | "team",
  id: string,
  way: "up" | "down",
) {
  const services = await listServicesWithTeams(db);
  const among =
    what === "service"
      ? services
      : (services.find(({ teams }) => teams.some((team) => team.id === id))?.teams ?? []);
  const ids = among.map((one) => one.id);
  const from = ids.indexOf(id);
  const to = way === "up" ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= ids.length) return refuseWith({}, "Choose another to move");
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  await transact(db, (tx) => saveOrder(tx, stamp, what, ids, id));
  return done(paths.people.teams(), `${among[from]?.name} is moved ${way}`);
}

export default function Teams() {
  const { services } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.people.list(), label: "People" }, { label: "Services and teams" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Services and teams" lead="Lists and reports follow this order." />
        {services.length === 0 ? (
          <EmptyState title="No services yet">
            <p className="govuk-body">Add the first service below, then its teams.</p>
          </EmptyState>
        ) : null}
        {services.map((service, index) => (
          <section key={service.id} aria-labelledby={service.id}>
            <h2 className="govuk-heading-m" id={service.id}>
              {service.name}
            </h2>
            <div className="govuk-body los-row-deeds">
              <Link to={paths.people.service(service.id)} hidden={service.name}>
                Rename
              </Link>
              <Moves what="service" one={service} index={index} of={services.length} />
            </div>
            {service.teams.length === 0 ? (
              <p className="govuk-body">No teams yet.</p>
            ) : (
              <Table
                caption={`Teams of ${service.name}`}
                hideCaption
                rows={service.teams.map((team, position) => ({ team, position }))}
                rowKey={({ team }) => team.id}
                columns={[
                  { header: "Team", rowHeader: true, cell: ({ team }) => team.name },
                  {
                    header: "Holds cases",
                    cell: ({ team }) =>
                      team.retiredOn
                        ? `Retired on ${formatDate(team.retiredOn)}: ${nameOf(services, team.successorId)} goes on`
                        : team.holdsCases
                          ? "Yes"
                          : "No: left out of draws",
                  },
                  {
                    header: "Change or move",
                    hideHeader: true,
                    cell: ({ team, position }) => (
                      <div className="los-row-deeds">
                        <Link to={paths.people.team(team.id)} hidden={team.name}>
                          Change
                        </Link>
                        <Moves what="team" one={team} index={position} of={service.teams.length} />
                      </div>
                    ),
                  },
                ]}
              />
            )}
          </section>
        ))}
        {/* Made anew when one is added, so that what was typed for it does not stand there still. */}
        <Additions key={services.flatMap(({ teams }) => teams).length + services.length} />
      </main>
    </>
  );
}

type Services = { teams: { id: string; name: string }[] }[];

const nameOf = (services: Services, teamId: string | null): string =>
  services.flatMap(({ teams }) => teams).find(({ id }) => id === teamId)?.name ?? "another team";

/** The forms for one more team and one more service. */
function Additions() {
  const { services } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({ stored: { holdsCases: "yes" }, outcome });
  return (
    <TwoThirds>
      <GovFormBody form={form}>
        {services.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">Add a team</h2>
            <TeamFields form={form} services={services} />
            <Button name="intent" value="add-team" variant="secondary">
              Add team
            </Button>
          </>
        ) : null}
      </GovFormBody>
      <h2 className="govuk-heading-m">Add a service</h2>
      <Form method="post">
        <input type="hidden" name="intent" value="add-service" />
        <TextField
          id="service"
          name="name"
          label="Name of the service"
          width="two-thirds"
          error={form.errors.service}
          defaultValue={String(outcome?.typed.service ?? "")}
        />
        <Button variant="secondary">Add service</Button>
      </Form>
    </TwoThirds>
  );
}

type Move = {
  what: "service" | "team";
  one: { id: string; name: string };
  index: number;
  of: number;
};

/** Up and down, as far as there is somewhere to go. */
function Moves({ what, one, index, of }: Move) {
  const ways = [...(index > 0 ? ["up"] : []), ...(index < of - 1 ? ["down"] : [])];
  return (
    <>
      {ways.map((way) => (
        <Form method="post" key={way}>
          <input type="hidden" name="intent" value="move" />
          <input type="hidden" name="what" value={what} />
          <input type="hidden" name="id" value={one.id} />
          <input type="hidden" name="way" value={way} />
          <button type="submit" className="los-link-button">
            Move {way}
            <span className="govuk-visually-hidden"> {one.name}</span>
          </button>
        </Form>
      ))}
    </>
  );
}
