import type { ThemeFound } from "~/rules/reports/contents";
import { countedInWords } from "~/rules/reports/figure-words";
import { Details } from "~/ui/notices";

/** Themes by how often they occurred, with what auditors wrote. */
export function Themes({
  title,
  themes,
  shown = 2,
}: {
  title: string;
  themes: readonly ThemeFound[];
  /** How many examples a theme shows at once; the rest fold away. */
  shown?: number;
}) {
  return (
    <section>
      <h3 className="govuk-heading-s">{title}</h3>
      {themes.length === 0 ? <p className="govuk-body">None recorded.</p> : null}
      <ul className="los-themes">
        {themes.map(({ theme, name, audits, texts }) => (
          <li key={theme ?? ""} className="los-themes__item">
            <p className="los-themes__name">
              {name},{" "}
              <span className="los-themes__count">in {countedInWords(audits, "audit")}</span>
            </p>
            <Quotes texts={texts.slice(0, shown)} />
            {texts.length > shown ? (
              <Details summary={`${texts.length - shown} more on ${name.toLowerCase()}`}>
                <Quotes texts={texts.slice(shown)} />
              </Details>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Quotes({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <p key={text} className="los-themes__text">
      {text}
    </p>
  ));
}
