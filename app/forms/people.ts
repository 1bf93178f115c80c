/** Owns the forms for people, their roles and accounts, and for services and teams. */
import * as z from "zod";
import { type Grant, isRole, type Role, roles } from "~/rules/access/people";
import { handoverParts } from "~/rules/people/handovers";
import { invitationStates } from "~/rules/people/invitations";
import { emailAddress } from "./account";
import {
  choice,
  id,
  optionalDate,
  optionalId,
  optionalText,
  several,
  text,
  ticked,
  version,
} from "./fields";

/** Filters come from the address: what can't be understood counts as not chosen. */
export const peopleFilters = z.object({
  search: z.string().trim().max(100).catch(""),
  role: z.enum(["", ...roles]).catch(""),
  team: z.string().max(60).catch(""),
  state: z.enum(["active", "inactive", "all"]).catch("active"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** Of those who have never signed in. */
export const invitationFilters = z.object({
  state: z.enum(invitationStates).catch(""),
  search: z.string().trim().max(100).catch(""),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  /** Whether the boxes of the page start ticked. */
  tick: z.enum(["", "all"]).catch(""),
});

export const inviteForm = z.object({
  person: several().pipe(z.array(z.string()).min(1, "Tick who to invite").max(100)),
});

const optionalEmail = z
  .string({ error: "Enter one email address" })
  .trim()
  .optional()
  .transform((value) => value || undefined)
  .pipe(emailAddress("Enter an email address").optional())
  .transform((value) => value ?? null);

const facts = {
  name: text("Enter the person’s name", 100),
  email: optionalEmail,
  staffNumber: optionalText(40).transform((value) => value || null),
  jobTitle: optionalText(100),
  teamId: optionalId(),
  managerId: optionalId(),
  /** Of someone from another agency alone. */
  agency: optionalText(80),
};

export const personForm = z.object({ ...facts, version: version() });

/** Much of one person's work given to another, now or on a later day. */
export const handOverForm = z.object({
  intent: z.literal("hand-over"),
  parts: several().pipe(z.array(z.enum(handoverParts)).min(1, "Choose what to hand over")),
  toId: id("Choose who takes it over"),
  onDate: optionalDate("Day of the hand-over"),
  reason: text("Enter why it is handed over", 1000),
});

export const cancelHandoverForm = z.object({
  intent: z.literal("cancel"),
  handoverId: id("Choose the hand-over to cancel"),
});

/** Who a record is the same person as: looked for, then chosen. */
export const samePersonSearch = z.object({
  search: z.string().trim().max(100).catch(""),
  stays: z.string().max(60).catch(""),
});

/** Pointing a record to the person who stays, or lifting that (then nobody is chosen). */
export const pointForm = z.object({
  stays: z.string().max(60).optional().default(""),
  why: text("Enter how you know", 500),
});

/** That two people much alike are two, or are to be looked at again. */
export const twoPersonsForm = z.object({ stays: id("Choose whom to compare with") });

/** Exercises of someone who leaves, given to another lead. */
export const newLeadForm = z.object({
  intent: z.literal("lead"),
  exercises: several("Choose the exercises to hand over"),
  newLead: id("Choose who is to lead them"),
});

/** Dip samples and thematic audits that someone reviews, given to another reviewer. */
export const newReviewerForm = z.object({
  intent: z.literal("review"),
  reviews: several("Choose what to hand over"),
  newReviewer: id("Choose who is to review them"),
  despiteConflict: several(),
  reviewReason: text("Enter why someone else reviews them", 1000),
});

const reachCode = /^(all|(service|team):[\w-]{1,60})$/;

/** "all", "service:<id>" or "team:<id>", from one list; whether it exists the action finds out. */
function asGrant(role: Role, reach: string): Grant {
  const [kind, place = ""] = reach.split(":");
  if (kind === "service") return { role, reach: "service", serviceId: place };
  if (kind === "team") return { role, reach: "team", teamId: place };
  return { role, reach: "all" };
}

export const grantForm = z
  .object({
    role: choice(roles, "Choose a role"),
    reach: z
      .string({ error: "Choose how far the role reaches" })
      .regex(reachCode, "Choose how far the role reaches"),
  })
  .transform(({ role, reach }): Grant => asGrant(role, reach));

/** The pairs of a role and its reach that the page for a new person has. */
export const rolePairs = [1, 2, 3] as const;

const maybe = z.string({ error: "Choose one from the list" }).max(80).optional().default("");

export const newPersonForm = z
  .object({
    ...facts,
    ...{ role1: maybe, reach1: maybe, role2: maybe, reach2: maybe, role3: maybe, reach3: maybe },
    invite: ticked(),
  })
  .superRefine((form, context) => {
    for (const n of rolePairs) {
      const [role, reach] = [form[`role${n}`], form[`reach${n}`]];
      if (role === "" && reach !== "") {
        context.addIssue({ code: "custom", path: [`role${n}`], message: "Choose a role" });
      } else if (role !== "" && !isRole(role)) {
        context.addIssue({ code: "custom", path: [`role${n}`], message: "Choose a role" });
      } else if (role !== "" && !reachCode.test(reach)) {
        const message = "Choose how far the role reaches";
        context.addIssue({ code: "custom", path: [`reach${n}`], message });
      }
    }
    const partner = rolePairs.find((n) => form[`role${n}`] === "partner");
    if (partner && form.agency === "") {
      const message = "Enter the agency that this partner works for";
      context.addIssue({ code: "custom", path: ["agency"], message });
    }
    if (form.invite && form.email === null) {
      const message = "Enter an email address: the invitation goes there";
      context.addIssue({ code: "custom", path: ["email"], message });
    }
  })
  .transform(({ role1, reach1, role2, reach2, role3, reach3, invite, ...person }) => ({
    person,
    invite,
    grants: [
      { role: role1, reach: reach1 },
      { role: role2, reach: reach2 },
      { role: role3, reach: reach3 },
    ].flatMap(({ role, reach }) => (isRole(role) ? [asGrant(role, reach)] : [])),
  }));

export const personIntent = z.object({
  intent: choice(
    ["add-role", "remove-role", "give-link", "lock", "unlock", "activate"],
    "Choose what to do",
  ),
  grantId: z.string().max(60).optional(),
});

export const serviceForm = z.object({ name: text("Enter the name of the service", 80) });
export const teamForm = z.object({
  name: text("Enter the name of the team", 80),
  serviceId: id("Choose a service"),
  holdsCases: ticked(),
});
export const changeServiceForm = serviceForm.extend({ version: version() });
export const changeTeamForm = teamForm.extend({ version: version(), confirmed: ticked() });
export const retireTeamForm = z
  .object({
    version: version(),
    successorId: id("Choose the team that goes on with the work"),
    confirmed: ticked(),
  })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that this team ends today",
    path: ["confirmed"],
  });

export const teamsIntent = z.object({
  intent: choice(["add-service", "add-team", "move"], "Choose what to do"),
  /** For a move: which service or team, and which way. */
  what: z.enum(["service", "team"]).optional(),
  id: z.string().max(60).optional(),
  way: z.enum(["up", "down"]).optional(),
});
