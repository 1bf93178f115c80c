/**
 * Owns loading the demonstration: "Demo Borough" as at the morning of 15 April 2024.
 * Practice: it can be loaded only into an empty database; invented people, published figures.
 */
import { hash } from "@node-rs/argon2";
import type { Role } from "~/rules/people";
import { flag, fold } from "../columns";
import { newId } from "../ids.server";
import { type Db, type Tx, transact } from "../open.server";
import { saveSetting } from "../settings.server";
import { demonstrationAccounts, demonstrationPassword } from "./accounts";

export async function isEmpty(db: Db): Promise<boolean> {
  const person = await db.selectFrom("person").select("id").limit(1).executeTakeFirst();
  return person === undefined;
}

/** Loads everything in one transaction; `systemNow` fixes the offset of the business clock. */
export async function loadDemonstration(db: Db, systemNow: Date): Promise<void> {
  const passwordHash = await hash(demonstrationPassword);
  const start = new Date("2024-04-15T08:00:00.000Z");
  await transact(db, async (tx) => {
    const stamp = { actorId: null, at: start.toISOString(), systemAt: systemNow.toISOString() };
    await loadPeople(tx, passwordHash, systemNow);
    await saveSetting(tx, stamp, "clock.offset", start.getTime() - systemNow.getTime());
    await saveSetting(tx, stamp, "demonstration.loaded", true);
  });
}

async function loadPeople(tx: Tx, passwordHash: string, systemNow: Date): Promise<void> {
  const serviceId = newId();
  await tx
    .insertInto("service")
    .values({ id: serviceId, name: "Safeguarding", position: 1 })
    .execute();
  const teamId = newId();
  await tx
    .insertInto("team")
    .values({
      id: teamId,
      service_id: serviceId,
      name: "Willow",
      name_folded: "willow",
      holds_cases: flag(true),
      position: 1,
    })
    .execute();
  const roleOf: Record<string, { role: Role; name: string; reach: "all" | "service" | "team" }> = {
    "qa-lead": { role: "qa-lead", name: "Quinn Ashby", reach: "all" },
    auditor: { role: "auditor", name: "Alex Morley", reach: "all" },
    moderator: { role: "moderator", name: "Morgan Selby", reach: "all" },
    "team-manager": { role: "team-manager", name: "Taylor Brook", reach: "team" },
    "service-manager": { role: "service-manager", name: "Sam Okafor", reach: "service" },
    practitioner: { role: "practitioner", name: "Pat Lindley", reach: "team" },
    leader: { role: "leader", name: "Lee Hartwell", reach: "all" },
    scrutiny: { role: "scrutiny", name: "Robin Ferris", reach: "all" },
    admin: { role: "administrator", name: "Ade Marsh", reach: "all" },
  };
  for (const { email } of demonstrationAccounts) {
    const found = roleOf[email.split("@")[0] ?? ""];
    if (!found) continue;
    const id = newId();
    await tx
      .insertInto("person")
      .values({
        id,
        name: found.name,
        name_folded: fold(found.name),
        email,
        email_folded: fold(email),
        job_title: "",
        active: 1,
        established: 1,
        team_id: teamId,
      })
      .execute();
    await tx
      .insertInto("role_grant")
      .values({
        id: newId(),
        person_id: id,
        role: found.role,
        reach: found.reach,
        service_id: found.reach === "service" ? serviceId : null,
        team_id: found.reach === "team" ? teamId : null,
      })
      .execute();
    await tx
      .insertInto("auth_account")
      .values({
        person_id: id,
        password_hash: passwordHash,
        failures: 0,
        must_change: 0,
        password_changed_at: systemNow.toISOString(),
      })
      .execute();
  }
}
