extension SchemaText {
  static let rbacV1RoleBinding = SchemaText(
    group: "rbac.authorization.k8s.io", version: "v1", package: "io.k8s.api.rbac.v1",
    """
    resource rolebindings RoleBinding singular=rolebinding namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Role string -- The role that is granted.
      column Age string -- How long ago the object was created.
      column Users string wide -- The users that it is granted to.
      column Groups string wide -- The groups that it is granted to.
      column ServiceAccounts string wide -- The service accounts that it is granted to.

    resource clusterrolebindings ClusterRoleBinding singular=clusterrolebinding
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Role string -- The role that is granted.
      column Age string -- How long ago the object was created.
      column Users string wide -- The users that it is granted to.
      column Groups string wide -- The groups that it is granted to.
      column ServiceAccounts string wide -- The service accounts that it is granted to.
    kind RoleBinding -- Grants a role, or a cluster role, to subjects within one namespace.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      roleRef! RoleRef #3 -- The role that is granted; it can't be changed.
      subjects [Subject] #2 -- Who it is granted to.

    kind ClusterRoleBinding -- Grants a cluster role to subjects in all namespaces and beyond.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      roleRef! RoleRef #3 -- The cluster role that is granted; it can't be changed.
      subjects [Subject] #2 -- Who it is granted to.

    type RoleRef atomic -- The role that a binding grants.
      apiGroup string? #1 -- The group of the role's kind: rbac.authorization.k8s.io.
      kind! string #2 -- Role or ClusterRole.
      name! string #3 -- The role's name.

    type Subject atomic -- Who a role is granted to.
      apiGroup string #2 -- The group of the subject's kind: rbac.authorization.k8s.io for users and groups, empty for service accounts.
      kind! string #1 -- User, Group or ServiceAccount.
      name! string #3 -- The subject's name.
      namespace string #4 -- The namespace of a service account.
    """)
}
