// A centre from nothing, by the AWS SDK for JavaScript: only its endpoint is set, by the environment.
// Prints what it saw, as one JSON object.

import {
  ConnectClient,
  AssociatePhoneNumberContactFlowCommand,
  ClaimPhoneNumberCommand,
  CreateContactFlowCommand,
  CreateHoursOfOperationCommand,
  CreateInstanceCommand,
  CreateQueueCommand,
  CreateRoutingProfileCommand,
  CreateUserCommand,
  DescribeContactCommand,
  DescribeQueueCommand,
  GetCurrentMetricDataCommand,
  GetCurrentUserDataCommand,
  PutUserStatusCommand,
  SearchAvailablePhoneNumbersCommand,
  StartChatContactCommand,
  StartOutboundVoiceContactCommand,
  StartTaskContactCommand,
  StopContactCommand,
  paginateListAgentStatuses,
  paginateListQueues,
  paginateListSecurityProfiles,
} from "@aws-sdk/client-connect";

const connect = new ConnectClient({ maxAttempts: 1 });
const send = (Command, input) => connect.send(new Command(input));
const seen = {};

const { Id: InstanceId, Arn: instanceArn } = await send(CreateInstanceCommand, {
  InstanceAlias: "from-javascript",
  IdentityManagementType: "CONNECT_MANAGED",
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
});

// --- what the centre is made of ---

const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const { HoursOfOperationId } = await send(CreateHoursOfOperationCommand, {
  InstanceId,
  Name: "Round the clock",
  TimeZone: "Europe/Istanbul",
  Config: days.map((Day) => ({
    Day,
    StartTime: { Hours: 0, Minutes: 0 },
    EndTime: { Hours: 0, Minutes: 0 },
  })),
});
const { QueueId, QueueArn } = await send(CreateQueueCommand, {
  InstanceId,
  Name: "Satış",
  HoursOfOperationId,
});
const channels = ["VOICE", "CHAT", "TASK"];
const { RoutingProfileId } = await send(CreateRoutingProfileCommand, {
  InstanceId,
  Name: "Sales",
  Description: "Everything",
  DefaultOutboundQueueId: QueueId,
  MediaConcurrencies: channels.map((Channel) => ({ Channel, Concurrency: 1 })),
  QueueConfigs: channels.map((Channel) => ({
    QueueReference: { QueueId, Channel },
    Priority: 1,
    Delay: 0,
  })),
});
const agentProfile = await find(paginateListSecurityProfiles, "SecurityProfileSummaryList", "Agent");
const { UserId } = await send(CreateUserCommand, {
  InstanceId,
  Username: "deniz",
  Password: "Not-a-secret-1",
  IdentityInfo: { FirstName: "Deniz", LastName: "Kaya" },
  PhoneConfig: { PhoneType: "SOFT_PHONE", AfterContactWorkTimeLimit: 0 },
  SecurityProfileIds: [agentProfile.Id],
  RoutingProfileId,
});
const { ContactFlowId } = await send(CreateContactFlowCommand, {
  InstanceId,
  Name: "To the queue",
  Type: "CONTACT_FLOW",
  Content: JSON.stringify(flowTo(QueueArn)),
});
const { AvailableNumbersList } = await send(SearchAvailablePhoneNumbersCommand, {
  TargetArn: instanceArn,
  PhoneNumberCountryCode: "TR",
  PhoneNumberType: "DID",
});
const { PhoneNumber } = AvailableNumbersList[0];
const { PhoneNumberId } = await send(ClaimPhoneNumberCommand, {
  TargetArn: instanceArn,
  PhoneNumber,
});
await send(AssociatePhoneNumberContactFlowCommand, { PhoneNumberId, InstanceId, ContactFlowId });

// --- what happens in it ---

const available = await find(paginateListAgentStatuses, "AgentStatusSummaryList", "Available");
await send(PutUserStatusCommand, { InstanceId, UserId, AgentStatusId: available.Id });

const task = await send(StartTaskContactCommand, {
  InstanceId,
  ContactFlowId,
  Name: "Call Ayşe back",
  References: { order: { Type: "URL", Value: "https://orders.example/7" } },
});
const chat = await send(StartChatContactCommand, {
  InstanceId,
  ContactFlowId,
  ParticipantDetails: { DisplayName: "Ayşe" },
});
const call = await send(StartOutboundVoiceContactCommand, {
  InstanceId,
  ContactFlowId,
  DestinationPhoneNumber: "+902120000001",
  SourcePhoneNumber: PhoneNumber,
});
const contacts = [task, chat, call].map((each) => each.ContactId);

seen.offered = await eventually(async () => {
  const { UserDataList } = await send(GetCurrentUserDataCommand, {
    InstanceId,
    Filters: { Queues: [QueueId] },
  });
  return UserDataList[0]?.Contacts?.find((each) => each.ContactId === task.ContactId);
});
seen.offered = { Channel: seen.offered.Channel, State: seen.offered.AgentContactState };

const { MetricResults } = await send(GetCurrentMetricDataCommand, {
  InstanceId,
  Filters: { Queues: [QueueId], Channels: ["TASK"] },
  CurrentMetrics: [{ Name: "AGENTS_ONLINE", Unit: "COUNT" }],
});
seen.online = MetricResults[0].Collections[0].Value;

seen.channels = [];
for (const ContactId of contacts) {
  const { Contact } = await send(DescribeContactCommand, { InstanceId, ContactId });
  seen.channels.push(Contact.Channel);
}
seen.queues = [];
for await (const page of paginateListQueues({ client: connect, pageSize: 1 }, { InstanceId })) {
  seen.queues.push(...page.QueueSummaryList.filter((each) => each.Name).map((each) => each.Name));
}

// --- and ends ---

for (const ContactId of contacts) {
  await send(StopContactCommand, { InstanceId, ContactId });
}
seen.ended = [];
for (const ContactId of contacts) {
  const ended = await eventually(async () => {
    const { Contact } = await send(DescribeContactCommand, { InstanceId, ContactId });
    return Contact.DisconnectTimestamp;
  });
  seen.ended.push(ended instanceof Date);
}
try {
  await send(DescribeQueueCommand, { InstanceId, QueueId: HoursOfOperationId });
} catch (error) {
  seen.refused = { name: error.name, status: error.$metadata.httpStatusCode };
}

console.log(JSON.stringify(seen));
connect.destroy();

function flowTo(queue) {
  const action = (Identifier, Type, Parameters, Transitions) => ({
    Identifier,
    Type,
    Parameters,
    Transitions,
  });
  const otherwise = (...types) =>
    types.map((ErrorType) => ({ ErrorType, NextAction: "hang up" }));
  return {
    Version: "2019-10-30",
    StartAction: "choose",
    Metadata: {},
    Actions: [
      action("choose", "UpdateContactTargetQueue", { QueueId: queue }, {
        NextAction: "queue",
        Errors: otherwise("NoMatchingError"),
      }),
      action("queue", "TransferContactToQueue", {}, {
        NextAction: "hang up",
        Errors: otherwise("QueueAtCapacity", "NoMatchingError"),
      }),
      action("hang up", "DisconnectParticipant", {}, {}),
    ],
  };
}

async function find(paginate, list, name) {
  for await (const page of paginate({ client: connect }, { InstanceId })) {
    const found = page[list].find((each) => each.Name === name);
    if (found) return found;
  }
  throw new Error(`there is no ${name}`);
}

async function eventually(look) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come to pass");
}
