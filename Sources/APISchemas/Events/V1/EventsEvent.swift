extension SchemaText {
  static let eventsV1Event = SchemaText(
    group: "events.k8s.io", version: "v1", package: "io.k8s.api.events.v1",
    """
    resource events Event singular=event namespaced short=ev stored=v1
      label reason
      label regarding.apiVersion
      label regarding.fieldPath
      label regarding.kind
      label regarding.name
      label regarding.namespace
      label regarding.resourceVersion
      label regarding.uid
      label reportingController
      label type
    kind Event -- A report of something that happened; kept for a while.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      action string #6 -- What was done or failed.
      deprecatedCount int32 #15 -- The count of the core form.
      deprecatedFirstTimestamp time #13 -- The first time of the core form.
      deprecatedLastTimestamp time #14 -- The last time of the core form.
      deprecatedSource core.EventSource #12 -- The source of the core form.
      eventTime! microTime #2 -- When it first happened.
      note string #10 -- What happened, for people.
      reason string #7 -- A short reason in camel case, for programs.
      regarding core.ObjectReference #8 -- What the event is about.
      related core.ObjectReference #9 -- Another object that plays a part.
      reportingController string #4 -- The controller that reports it.
      reportingInstance string #5 -- The instance of the controller.
      series EventSeries #3 -- How the event goes on, when it repeats.
      type string #11 -- Normal or Warning.

    type EventSeries -- How an event repeats.
      count! int32 #1 -- How often it has happened.
      lastObservedTime! microTime #2 -- When it last happened.
    """)
}
