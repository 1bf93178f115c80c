/**
 * Owns the demonstration's services, teams, people, roles and nine of the ten accounts.
 */
import { fold, lowered } from "~/rules/core/folding";
import type { RegisterKind } from "~/rules/people/register";
import { flag } from "../core/columns";
import type { Schema } from "../core/schema";
import type { Book } from "./book.server";
import { choose, happens, idAt } from "./chance";
import { demoPeople } from "./people-list";
import {
  type DemoPerson,
  demoServices,
  type Post,
  type ServiceName,
  type TeamName,
} from "./people-shape";

/** When everyone was entered, as far as the demonstration is concerned. */
const since = "2022-09-05T08:00:00.000Z";

export type PlacedPerson = {
  id: string;
  name: string;
  post: Post;
  jobTitle: string;
  teamId: string | null;
  managerId: string | null;
  isAuditor: boolean;
  isModerator: boolean;
  established: boolean;
  services: readonly ServiceName[];
};

export type PlacedTeam = { id: string; name: TeamName; serviceId: string; holdsCases: boolean };

/** Everyone and every team, for whoever comes after. */
export class Staff {
  constructor(
    readonly teams: readonly PlacedTeam[],
    readonly people: readonly PlacedPerson[],
    readonly serviceIds: ReadonlyMap<ServiceName, string>,
    readonly accounts: ReadonlyMap<string, PlacedPerson>,
  ) {}

  team(name: string): PlacedTeam {
    return found(this.teams.find((team) => team.name === name));
  }

  teamById(id: string): PlacedTeam {
    return found(this.teams.find((team) => team.id === id));
  }

  /** The person behind a demonstration account: "auditor" for auditor@demo.example. */
  account(name: string): PlacedPerson {
    return found(this.accounts.get(name));
  }

  inPost(post: Post, teamId?: string): PlacedPerson[] {
    return this.people.filter(
      (person) => person.post === post && (teamId === undefined || person.teamId === teamId),
    );
  }

  /** Everyone with a job title; chairs answer to both of theirs. */
  withTitle(title: string): PlacedPerson[] {
    const wanted = title.toLowerCase();
    return this.people.filter(({ jobTitle }) => {
      const own = jobTitle.toLowerCase();
      return own === wanted || own.split(" and ").includes(wanted);
    });
  }

  managerOf(teamId: string): PlacedPerson {
    return found(this.inPost("team-manager", teamId)[0]);
  }

  /** The service manager of a team. */
  serviceManagerOf(teamId: string): PlacedPerson {
    const { serviceId } = this.teamById(teamId);
    return found(
      this.inPost("service-manager").find((person) =>
        person.services.some((name) => this.serviceIds.get(name) === serviceId),
      ),
    );
  }
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error("The demonstration refers to someone it has not got");
  return thing;
}

const roleOfPost: Partial<Record<Post, string>> = {
  director: "leader",
  "assistant-director": "leader",
  "lead-member": "scrutiny",
  administrator: "administrator",
  "qa-lead": "qa-lead",
  "team-manager": "team-manager",
  "social-worker": "practitioner",
  "personal-adviser": "practitioner",
  "early-help-worker": "practitioner",
};

export function addStaff(book: Book, passwordHash: string): Staff {
  const serviceIds = new Map<ServiceName, string>();
  const teams: PlacedTeam[] = [];
  demoServices.forEach((service, position) => {
    const id = idAt(since, "service", service.name);
    serviceIds.set(service.name, id);
    book.add("service", { id, name: service.name, position: position + 1 });
    service.teams.forEach(({ name, holdsCases }, place) => {
      const teamId = idAt(since, "team", name);
      teams.push({ id: teamId, name, serviceId: id, holdsCases });
      book.add("team", {
        id: teamId,
        service_id: id,
        name,
        name_folded: lowered(name),
        holds_cases: flag(holdsCases),
        position: place + 1,
      });
    });
  });

  const people: PlacedPerson[] = [];
  const accounts = new Map<string, PlacedPerson>();
  demoPeople.forEach((person, index) => {
    const teamId = teams.find((team) => team.name === person.team)?.id ?? null;
    const placed: PlacedPerson = {
      id: idAt(since, "person", person.name),
      name: person.name,
      post: person.post,
      jobTitle: person.jobTitle,
      teamId,
      managerId: managerOf(person, people, teams, index)?.id ?? null,
      isAuditor: person.account === "auditor" || (person.also?.includes("auditor") ?? false),
      isModerator: person.also?.includes("moderator") ?? false,
      established: person.isNewAuditor !== true,
      services: person.services ?? [],
    };
    people.push(placed);
    addPerson(book, person, placed, index);
    for (const grant of grantsOf(person, placed, serviceIds)) book.add("role_grant", grant);
    if (person.account === undefined) return;
    accounts.set(person.account, placed);
    book.add("auth_account", {
      person_id: placed.id,
      password_hash: passwordHash,
      must_change: 0,
      password_changed_at: book.systemAt,
      locked_until: null,
      signed_in_at: book.systemAt,
    });
  });
  return new Staff(teams, people, serviceIds, accounts);
}

function addPerson(book: Book, person: DemoPerson, placed: PlacedPerson, index: number): void {
  const email =
    person.account === undefined
      ? `${lowered(person.name).replace(/ /g, ".")}@demo.example`
      : `${person.account}@demo.example`;
  book.add("person", {
    id: placed.id,
    name: person.name,
    name_folded: fold(person.name),
    staff_number: `S${2001 + index}`,
    staff_number_key: `s${2001 + index}`,
    email,
    email_folded: lowered(email),
    job_title: person.jobTitle,
    team_id: placed.teamId,
    manager_id: placed.managerId,
    active: 1,
    agency: "",
  });
  addTraining(book, placed);
  book.tell(since, null, {
    stream: `person:${placed.id}`,
    kind: "person.added",
    after: { name: person.name, jobTitle: person.jobTitle },
  });
}

/** Trained when the programme began, and refreshed since, some of them long ago. */
function addTraining(book: Book, { id, isAuditor, isModerator, established }: PlacedPerson): void {
  if (!established || !(isAuditor || isModerator)) return;
  const enter = (kind: RegisterKind, onDate: string, note: string) => {
    const at = `${onDate}T16:00:00.000Z`;
    book.add("register_entry", {
      ...{ id: idAt(at, "register", id, kind), person_id: id, kind, on_date: onDate, note },
      ...{ calibration_id: null, recorded_by: null, recorded_at: at },
    });
    const stream = `register:${id}` as const;
    book.tell(at, null, { stream, kind: "register.entered", after: { kind, onDate } });
  };
  enter("trained", choose(trainingDays, "trained", id), "Two days: grading with the descriptors");
  if (happens(70, "refreshed", id))
    enter("refreshed", choose(refresherDays, "refreshed", id), "Half a day: writing why");
}

const trainingDays = ["2022-10-11", "2022-11-22", "2023-01-24"];
const refresherDays = ["2023-04-18", "2023-10-10", "2023-11-07"];

/** Workers answer to an assistant where there is one, in turn with the manager. */
function managerOf(
  person: DemoPerson,
  people: readonly PlacedPerson[],
  teams: readonly PlacedTeam[],
  index: number,
): PlacedPerson | undefined {
  const first = (post: Post) => people.find((other) => other.post === post);
  const team = teams.find(({ name }) => name === person.team);
  const here = (post: Post) =>
    people.filter((other) => other.post === post && other.teamId === team?.id);
  switch (person.post) {
    case "director":
    case "lead-member":
    case "administrator":
      return undefined;
    case "assistant-director":
      return first("director");
    case "service-manager":
    case "qa-lead":
      return first("assistant-director");
    case "chair":
      return here("service-manager")[0];
    case "team-manager":
      return people.find((other) => {
        const service = demoServices.find(({ teams: all }) =>
          all.some(({ name }) => name === person.team),
        );
        return service !== undefined && other.services.includes(service.name);
      });
    case "assistant-team-manager":
      return here("team-manager")[0];
    default: {
      const line = [...here("assistant-team-manager"), ...here("team-manager")];
      return line[index % line.length];
    }
  }
}

type GrantRow = Schema["role_grant"];

function grantsOf(
  person: DemoPerson,
  placed: PlacedPerson,
  serviceIds: ReadonlyMap<ServiceName, string>,
): GrantRow[] {
  const row = (role: string, reach: GrantRow["reach"], reachId: string | null): GrantRow => ({
    id: idAt(since, "grant", person.name, role, reachId ?? ""),
    person_id: placed.id,
    role,
    reach,
    service_id: reach === "service" ? reachId : null,
    team_id: reach === "team" ? reachId : null,
  });
  const grants = (person.also ?? []).map((role) => row(role, "all", null));
  if (person.account === "auditor") grants.push(row("auditor", "all", null));
  for (const name of placed.services) {
    grants.push(row("service-manager", "service", serviceIds.get(name) ?? null));
  }
  const role = roleOfPost[person.post];
  if (role === "team-manager" || role === "practitioner") {
    grants.push(row(role, "team", placed.teamId));
  } else if (role !== undefined) grants.push(row(role, "all", null));
  return grants;
}
