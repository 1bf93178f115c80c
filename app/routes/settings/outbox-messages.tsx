import { type MessageState, messageStateColours, messageStateNames } from "~/rules/messages/outbox";
import { Button } from "~/ui/button";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

type Message = {
  id: string;
  name: string;
  urgent: boolean;
  state: MessageState;
  made: string;
  attempts: number;
  problem: string;
  subject: string;
  text: string;
  again: boolean;
};

/** Messages as their readers would see them, with what became of each. */
export function Messages({ caption, messages }: { caption: string; messages: Message[] }) {
  return (
    <Table
      caption={caption}
      rows={messages}
      rowKey={(message) => message.id}
      compact
      columns={[
        {
          header: "Message",
          rowHeader: true,
          cell: (message) => (
            <div className="los-message">
              {message.subject}
              <Details summary="Read it">
                <div className="los-letter">{message.text}</div>
              </Details>
            </div>
          ),
        },
        { header: "To", cell: (message) => message.name },
        { header: "Made", nowrap: true, cell: (message) => message.made },
        { header: "State", cell: (message) => <State message={message} /> },
      ]}
    />
  );
}

function State({ message }: { message: Message }) {
  const { state, attempts, problem } = message;
  return (
    <>
      <StateTag colour={messageStateColours[state]}>{messageStateNames[state]}</StateTag>
      {problem ? <div>{problem}</div> : null}
      {attempts > 1 ? <div>Tried {attempts} times</div> : null}
      {message.again ? (
        <form method="post" className="los-no-print">
          <input type="hidden" name="messageId" value={message.id} />
          <Button
            variant="secondary"
            name="intent"
            value="retry"
            hidden={`${message.subject}, to ${message.name}`}
          >
            Try again
          </Button>
        </form>
      ) : null}
    </>
  );
}
