/** The demonstration tenant's teams, channels and chats. Ids have Microsoft's shapes. */
import * as people from './people.ts';

export interface Channel {
  /** Thread id, `19:…@thread.tacv2`. */
  readonly id: string;
  readonly name: string;
  /** What its owner wrote beneath the name. */
  readonly description: string;
}
export interface Team {
  /** The Microsoft 365 group's id, as Graph names a team. */
  readonly groupId: string;
  /** The team's internal thread id, as the Bot Connector names it. */
  readonly threadId: string;
  readonly name: string;
  readonly organisation: 'harbourside' | 'fellview';
  readonly channels: readonly Channel[];
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly siteId: string;
}
export interface Chat {
  /** `19:…@thread.v2` for a group chat. */
  readonly id: string;
  readonly name: string;
  readonly organisation: 'harbourside' | 'fellview';
  readonly members: readonly string[];
}

const oids = (...list: readonly people.Person[]): string[] => list.map((one) => one.oid);

export const wardSeven: Team = {
  groupId: '5afe7ea3-0000-4000-8000-000000000001',
  threadId: '19:ward7team0000000000000000000000001@thread.tacv2',
  name: 'Ward 7',
  organisation: 'harbourside',
  channels: [
    {
      id: '19:ward7photos00000000000000000000001@thread.tacv2',
      name: 'Clinical photos',
      description: 'Photographs of our own patients, for advice.',
    },
    {
      id: '19:ward7social00000000000000000000001@thread.tacv2',
      name: 'Tea and cake',
      description: 'A plain channel, not for clinical photographs.',
    },
  ],
  members: oids(
    people.nurse,
    people.f1,
    people.registrar,
    people.consultant,
    people.informationGovernance,
    people.guest,
  ),
  owners: oids(people.consultant),
  siteId:
    'harbourside.sharepoint.example,5afe5173-0000-4000-8000-000000000001,5afe5173-0000-4000-8000-0000000000a1',
};

export const tissueViability: Team = {
  groupId: '5afe7ea3-0000-4000-8000-000000000002',
  threadId: '19:fellviewteam00000000000000000000001@thread.tacv2',
  name: 'Tissue viability',
  organisation: 'fellview',
  channels: [
    {
      id: '19:fellviewwounds0000000000000000001@thread.tacv2',
      name: 'Wound photos',
      description: 'Wounds seen at home, for the consultant to look at.',
    },
  ],
  members: oids(people.fellviewNurse, people.fellviewConsultant),
  owners: oids(people.fellviewConsultant),
  siteId:
    'fellview.sharepoint.example,5afe5173-0000-4000-8000-000000000002,5afe5173-0000-4000-8000-0000000000a2',
};

export const nightTeam: Chat = {
  id: '19:nightteamchat000000000000000000001@thread.v2',
  name: 'Night team',
  organisation: 'harbourside',
  members: oids(people.nurse, people.f1, people.registrar),
};

export const teams: readonly Team[] = [wardSeven, tissueViability];
export const chats: readonly Chat[] = [nightTeam];
