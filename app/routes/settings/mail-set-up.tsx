import { counted } from "~/rules/core/words";
import { Button, ButtonGroup } from "~/ui/button";
import { InsetText } from "~/ui/notices";

/** Whether messages leave the building, and the means to find out. */
export function MailSetUp({
  mail,
  ownAddress,
  waiting,
  stuck,
}: {
  mail: { from: string; publicUrl: string } | null;
  ownAddress: string;
  waiting: number;
  /** How many failed, or had no address. */
  stuck: number;
}) {
  return (
    <>
      <InsetText>
        {mail ? (
          <>
            Email is set up. It comes from {mail.from} and leads to {mail.publicUrl}.
          </>
        ) : (
          <>
            Email is not set up: messages are read here, and nothing is sent.{" "}
            {waiting > 0 ? `${counted(waiting, "message waits", "messages wait")} for it. ` : ""}
            To set it up, start Line of Sight with SMTP_URL (or SMTP_HOST), SMTP_FROM and
            PUBLIC_URL, as its README says.
          </>
        )}
      </InsetText>
      <form method="post" className="los-no-print">
        <ButtonGroup>
          <Button variant="secondary" name="intent" value="test" disabled={!ownAddress}>
            Send a test message to myself
          </Button>
          {stuck > 0 ? (
            <Button variant="secondary" name="intent" value="retry-all">
              Try all again that failed or had no address ({stuck})
            </Button>
          ) : null}
        </ButtonGroup>
      </form>
    </>
  );
}
