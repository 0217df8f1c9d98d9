extension SchemaText {
  static let flowcontrolV1PriorityLevelConfiguration = SchemaText(
    group: "flowcontrol.apiserver.k8s.io", version: "v1", package: "io.k8s.api.flowcontrol.v1",
    """
    resource prioritylevelconfigurations PriorityLevelConfiguration singular=prioritylevelconfiguration
      subresource status flowcontrol.apiserver.k8s.io/v1:PriorityLevelConfiguration get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Type string -- Exempt or Limited.
      column NominalConcurrencyShares string -- The level's share of the server.
      column Queues string -- How many queues there are.
      column HandSize string -- How many queues a flow may use.
      column QueueLengthLimit string -- How long a queue may be.
      column Age string -- How long ago the object was created.
    kind PriorityLevelConfiguration -- A level of priority: how many requests are served at a time, and what becomes of the others.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec PriorityLevelConfigurationSpec #2 -- What is wanted.
      status PriorityLevelConfigurationStatus #3 -- What was last observed; written by the system.

    type PriorityLevelConfigurationSpec -- How a level serves its requests.
      exempt ExemptPriorityLevelConfiguration #3 -- Settings of a level without limits; for type Exempt.
      limited LimitedPriorityLevelConfiguration #2 -- Settings of a level with limits; for type Limited.
      type! string #1 -- Exempt or Limited.

    type ExemptPriorityLevelConfiguration -- Settings of a level without limits.
      lendablePercent int32? #2 -- The percentage of its seats that others may borrow; 0 by default.
      nominalConcurrencyShares int32? #1 -- The level's share of the server, which others can borrow of; 0 by default.

    type LimitedPriorityLevelConfiguration -- Settings of a level with limits.
      borrowingLimitPercent int32? #4 -- How many seats it may borrow, as a percentage of its own; unset means any number.
      lendablePercent int32? #3 -- The percentage of its seats that others may borrow; 0 by default.
      limitResponse LimitResponse #2 -- What becomes of requests beyond the limit.
      nominalConcurrencyShares int32? #1 -- The level's share of the server; 30 by default.

    type LimitResponse -- What becomes of requests beyond the limit.
      queuing QueuingConfiguration #2 -- Settings of the queues; for type Queue.
      type! string #1 -- Queue lets them wait, Reject refuses them.

    type QueuingConfiguration -- Settings of queues.
      handSize int32? #2 -- How many queues a flow may use; 8 by default.
      queueLengthLimit int32? #3 -- How many requests may wait in a queue; 50 by default.
      queues int32? #1 -- How many queues there are; 64 by default.

    type PriorityLevelConfigurationStatus -- What was observed of a level.
      conditions [PriorityLevelConfigurationCondition] #1 map=type merge=type -- The level's conditions.

    type PriorityLevelConfigurationCondition -- One aspect of a level's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status string #2 -- True, False or Unknown.
      type string #1 -- The condition's name.
    """)
}
