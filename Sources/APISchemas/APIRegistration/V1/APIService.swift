extension SchemaText {
  static let apiregistrationV1APIService = SchemaText(
    group: "apiregistration.k8s.io", version: "v1", package: "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1",
    """
    resource apiservices APIService singular=apiservice categories=api-extensions
      subresource status apiregistration.k8s.io/v1:APIService get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Service string -- Where requests go: Local for the server itself, else namespace and name of the service.
      column Available string -- Whether the version is served: True, or False with the reason.
      column Age string -- How long ago the object was created.
    kind APIService -- A version of an API group, and who serves it. Its name is the version, a dot and the group.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec APIServiceSpec #2 -- What is wanted.
      status APIServiceStatus #3 -- What was last observed; written by the system.

    type APIServiceSpec -- Who serves a version of a group, and its rank among the others.
      caBundle bytes #5 -- Certificates in PEM form that the server's certificate is checked with.
      group string #2 -- The API group.
      groupPriorityMinimum! int32 #7 -- The group's least rank among groups, from 1 to 20000; higher comes first.
      insecureSkipTLSVerify bool #4 -- Leaves the server's certificate unchecked; excludes caBundle.
      service ServiceReference #1 -- The service that serves it; unset for what the API server serves itself.
      version string #3 -- The version's name.
      versionPriority! int32 #8 -- The rank among the versions of the group, from 1 to 1000; higher comes first.

    type ServiceReference -- A service of the cluster.
      name string #2 -- The service's name.
      namespace string #1 -- The service's namespace.
      port int32? #3 -- The service's port, 443 by default.

    type APIServiceStatus -- Whether a version of a group is available.
      conditions [APIServiceCondition] #1 map=type merge=type -- The APIService's conditions, such as Available.

    type APIServiceCondition -- One aspect of an APIService's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
