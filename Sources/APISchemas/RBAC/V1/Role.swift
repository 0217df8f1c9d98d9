extension SchemaText {
  static let rbacV1Role = SchemaText(
    group: "rbac.authorization.k8s.io", version: "v1", package: "io.k8s.api.rbac.v1",
    """
    resource roles Role singular=role namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Created_At date -- When the object was created.

    resource clusterroles ClusterRole singular=clusterrole
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Created_At date -- When the object was created.
    kind Role -- Permissions within one namespace, which a RoleBinding grants.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      rules [PolicyRule] #2 -- The permissions; they add up.

    kind ClusterRole -- Permissions in the whole cluster or, where a RoleBinding grants them, in its namespace.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      aggregationRule AggregationRule #3 -- Which other roles' rules make up this one's; the system then writes rules.
      rules [PolicyRule] #2 -- The permissions; they add up.

    type PolicyRule -- Verbs that may be done to resources or paths.
      apiGroups [string] #2 -- The groups of the resources; the empty one is the core group, * means all.
      nonResourceURLs [string] #5 -- Paths, each with or without a * as its last step; for cluster roles granted by a ClusterRoleBinding.
      resourceNames [string] #4 -- The names of the objects; empty allows every name.
      resources [string] #3 -- Resources, subresources as pods/log; * means all, */scale a subresource of all.
      verbs! [string] #1 -- The verbs; * means all.

    type AggregationRule -- Which roles make up an aggregated one.
      clusterRoleSelectors [meta.LabelSelector] #1 -- Labels of the roles; a role that one of them selects adds its rules.
    """)
}
