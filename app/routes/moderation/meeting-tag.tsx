import { type MeetingState, meetingStateNames } from "~/rules/moderation/meetings";
import { StateTag } from "~/ui/tags";

const colours = {
  planned: "blue",
  "under-way": "yellow",
  closed: "green",
  cancelled: "grey",
} as const;

export const MeetingTag = ({ state }: { state: MeetingState }) => (
  <StateTag colour={colours[state]}>{meetingStateNames[state]}</StateTag>
);
