import {
  type InvitationState,
  invitationStateColours,
  invitationStateNames,
} from "~/rules/family-feedback/invitations";
import { StateTag } from "~/ui/tags";

export const InvitationTag = ({ state }: { state: InvitationState }) => (
  <StateTag colour={invitationStateColours[state]}>{invitationStateNames[state]}</StateTag>
);
