extension SchemaText {
  static let coreV1ServiceAccount = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource serviceaccounts ServiceAccount singular=serviceaccount namespaced short=sa
      subresource token authentication.k8s.io/v1:TokenRequest create
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Age string -- How long ago the object was created.
    kind ServiceAccount -- An identity for processes in pods.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      automountServiceAccountToken bool? #4 -- Whether pods get a token mounted, unless they say otherwise.
      imagePullSecrets [LocalObjectReference] #3 -- Secrets for pulling images, added to those of the pods.
      secrets [ObjectReference] #2 map=name merge=name -- Secrets that pods of the account may use; deprecated.
    """)
}
