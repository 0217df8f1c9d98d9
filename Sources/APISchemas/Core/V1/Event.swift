extension SchemaText {
  static let coreV1Event = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource events Event singular=event namespaced short=ev
      column Last_Seen string -- How long ago it last happened.
      column Type string -- The type.
      column Reason string -- Why, in camel case.
      column Object string -- What the event is about.
      column Subobject string wide -- The part of the object.
      column Source string wide -- Who reports it.
      column Message string -- Details for people.
      column First_Seen string wide -- How long ago it first happened.
      column Count string wide -- How often it happened.
      column Name string name wide -- The name of the object, unique among its kind in a namespace.
      label involvedObject.apiVersion
      label involvedObject.fieldPath
      label involvedObject.kind
      label involvedObject.name
      label involvedObject.namespace
      label involvedObject.resourceVersion
      label involvedObject.uid
      label reason
      label reportingComponent
      label source
      label type
    kind Event -- A report of something that happened; kept for a while.
      metadata! meta.ObjectMeta #1 -- Standard object metadata.
      action string #12 -- What was done or failed.
      count int32 #8 -- How often it happened.
      eventTime microTime #10 -- When it first happened.
      firstTimestamp time #6 -- When it first happened.
      involvedObject! ObjectReference #2 -- What the event is about.
      lastTimestamp time #7 -- When it last happened.
      message string #4 -- What happened, for people.
      reason string #3 -- A short reason in camel case, for programs.
      related ObjectReference #13 -- Another object that plays a part.
      reportingComponent string #14 -- The controller that reports it.
      reportingInstance string #15 -- The instance of the controller.
      series EventSeries #11 -- How the event goes on, when it repeats.
      source EventSource #5 -- Who reports it.
      type string #9 -- Normal or Warning.

    type EventSeries -- How an event repeats.
      count int32 #1 -- How often it has happened.
      lastObservedTime microTime #2 -- When it last happened.

    type EventSource -- Who reports an event.
      component string #1 -- The component.
      host string #2 -- The node.
    """)
}
