import {
  type SessionState,
  sessionStateColours,
  sessionStateNames,
} from "~/rules/feedback-sessions/feedback-sessions";
import { StateTag } from "~/ui/tags";

export const SessionTag = ({ state }: { state: SessionState }) => (
  <StateTag colour={sessionStateColours[state]}>{sessionStateNames[state]}</StateTag>
);
