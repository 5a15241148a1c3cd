-- What was written within the last seconds, by whichever node: read every moment by each of several nodes, to tell their
-- clients what the bus between the nodes may have lost. A block range index costs the insert next to nothing.
create index conversation_message_recent on conversation_message using brin (sent_at);
