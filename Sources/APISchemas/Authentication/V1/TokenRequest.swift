extension SchemaText {
  static let authenticationV1TokenRequest = SchemaText(
    group: "authentication.k8s.io", version: "v1", package: "io.k8s.api.authentication.v1",
    """
    kind TokenRequest -- A request for a token of a service account.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec TokenRequestSpec #2 -- What token is wanted.
      status TokenRequestStatus #3 -- The token.

    type TokenRequestSpec -- What token is wanted.
      audiences [string] #1 -- Who the token is for.
      boundObjectRef BoundObjectReference #3 -- The object that the token lives and dies with; a pod, secret or node.
      expirationSeconds int64? #4 -- How long the token should be valid; an hour by default.

    type TokenRequestStatus -- A token.
      expirationTimestamp time #2 -- Until when it is valid.
      token string? #1 -- The token.

    type BoundObjectReference -- The object that a token lives and dies with.
      apiVersion string #2 -- The version of its kind.
      kind string #1 -- Pod, Secret or Node.
      name string #3 -- Its name.
      uid string #4 -- Its uid.
    """)
}
