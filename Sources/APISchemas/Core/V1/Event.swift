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
      metadata! meta.ObjectMeta -- Standard object metadata.
      action string -- What was done or failed.
      count int32 -- How often it happened.
      eventTime microTime -- When it first happened.
      firstTimestamp time -- When it first happened.
      involvedObject! ObjectReference -- What the event is about.
      lastTimestamp time -- When it last happened.
      message string -- What happened, for people.
      reason string -- A short reason in camel case, for programs.
      related ObjectReference -- Another object that plays a part.
      reportingComponent string -- The controller that reports it.
      reportingInstance string -- The instance of the controller.
      series EventSeries -- How the event goes on, when it repeats.
      source EventSource -- Who reports it.
      type string -- Normal or Warning.

    type EventSeries -- How an event repeats.
      count int32 -- How often it has happened.
      lastObservedTime microTime -- When it last happened.

    type EventSource -- Who reports an event.
      component string -- The component.
      host string -- The node.
    """)
}
