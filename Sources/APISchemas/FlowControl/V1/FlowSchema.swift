extension SchemaText {
  static let flowcontrolV1FlowSchema = SchemaText(
    group: "flowcontrol.apiserver.k8s.io", version: "v1", package: "io.k8s.api.flowcontrol.v1",
    """
    resource flowschemas FlowSchema singular=flowschema
      subresource status flowcontrol.apiserver.k8s.io/v1:FlowSchema get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column PriorityLevel string -- The priority level of the requests.
      column MatchingPrecedence string -- The rank among the schemas; lower is asked first.
      column DistinguisherMethod string -- How the requests are divided into flows.
      column Age string -- How long ago the object was created.
      column MissingPL string -- Whether the priority level is missing.
    kind FlowSchema -- Which requests form flows, and at what priority level they are served.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec FlowSchemaSpec #2 -- What is wanted.
      status FlowSchemaStatus #3 -- What was last observed; written by the system.

    type FlowSchemaSpec -- Which requests form flows.
      distinguisherMethod FlowDistinguisherMethod #3 -- How the requests are divided into flows; unset makes them one flow.
      matchingPrecedence int32? #2 -- The rank among the schemas, from 1 to 10000; the lowest that matches takes a request. 1000 by default.
      priorityLevelConfiguration! PriorityLevelConfigurationReference #1 -- The priority level of the requests.
      rules [PolicyRulesWithSubjects] #4 -- Which requests are meant; any of the rules is enough, and none matches nothing.

    type FlowDistinguisherMethod -- How requests are divided into flows.
      type! string #1 -- ByUser or ByNamespace.

    type PriorityLevelConfigurationReference -- A priority level.
      name! string #1 -- Its name.

    type PolicyRulesWithSubjects -- Requests of certain subjects to certain resources or paths.
      nonResourceRules [NonResourcePolicyRule] #3 -- Requests of paths.
      resourceRules [ResourcePolicyRule] #2 -- Requests of resources.
      subjects! [Subject] #1 -- Who makes the requests; any of them is enough.

    type Subject -- Who makes requests: the field that kind names is set.
      group GroupSubject #3 -- A group.
      kind! string #1 -- User, Group or ServiceAccount.
      serviceAccount ServiceAccountSubject #4 -- A service account.
      user UserSubject #2 -- A user.

    type UserSubject -- A user.
      name! string #1 -- The name; * means all.

    type GroupSubject -- A group.
      name! string #1 -- The name; * means all.

    type ServiceAccountSubject -- A service account.
      name! string #2 -- The name; * means all of the namespace.
      namespace! string #1 -- The namespace.

    type ResourcePolicyRule -- Verbs done to resources.
      apiGroups! [string] #2 set -- The groups; * alone means all.
      clusterScope bool #4 -- Whether requests without a namespace are meant.
      namespaces [string] #5 set -- The namespaces that are meant; * means all.
      resources! [string] #3 set -- The resources, subresources as pods/log; * alone means all.
      verbs! [string] #1 set -- The verbs; * alone means all.

    type NonResourcePolicyRule -- Verbs done to paths.
      nonResourceURLs! [string] #6 set -- The paths; a * as the last step means all below, * alone all.
      verbs! [string] #1 set -- The verbs; * alone means all.

    type FlowSchemaStatus -- What was observed of a schema.
      conditions [FlowSchemaCondition] #1 map=type merge=type -- The schema's conditions, such as Dangling.

    type FlowSchemaCondition -- One aspect of a schema's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status string #2 -- True, False or Unknown.
      type string #1 -- The condition's name.
    """)
}
