import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { stateOfToken, type TokenState } from "~/rules/reports/feed-tokens";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { type Column, Table } from "~/ui/table";
import type { FeedToken } from "~db/reports/feed-tokens.server";

const stateWords: Record<TokenState, string> = {
  works: "Works",
  expired: "Has expired",
  revoked: "Revoked",
};

const dayOf = (instant: string): string => formatDate(dateInLondon(new Date(instant)));

/** A token as a list shows it. */
export const shownToken = (token: FeedToken, now: Date) => {
  const state = stateOfToken(token, now);
  return {
    id: token.id,
    name: token.name,
    owner: token.personName,
    made: dayOf(token.madeAt),
    until: dayOf(token.expiresAt),
    lastUsed: token.lastUsedAt ? dayOf(token.lastUsedAt) : "Never",
    state: stateWords[state],
    works: state === "works",
  };
};

type Row = ReturnType<typeof shownToken>;

export function TokenList({
  tokens,
  caption,
  withOwner = false,
}: {
  tokens: readonly Row[];
  caption: string;
  withOwner?: boolean;
}) {
  if (tokens.length === 0) return <EmptyState title="No tokens yet" />;
  const owner: Column<Row> = { header: "Owner", cell: (row) => row.owner };
  const columns: Column<Row>[] = [
    { header: "Name", cell: (row) => row.name, rowHeader: true },
    ...(withOwner ? [owner] : []),
    { header: "Made", cell: (row) => row.made },
    { header: "Works until", cell: (row) => row.until },
    { header: "Last used", cell: (row) => row.lastUsed },
    { header: "State", cell: (row) => row.state },
    {
      header: "Revoke",
      hideHeader: true,
      cell: (row) =>
        row.works ? (
          <Link to={paths.feed.revoke(row.id)}>
            Revoke<span className="govuk-visually-hidden"> {row.name}</span>
          </Link>
        ) : null,
    },
  ];
  return <Table caption={caption} columns={columns} rows={tokens} rowKey={(row) => row.id} />;
}
