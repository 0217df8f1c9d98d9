extension SchemaText {
  static let authenticationV1TokenReview = SchemaText(
    group: "authentication.k8s.io", version: "v1", package: "io.k8s.api.authentication.v1",
    """
    resource tokenreviews TokenReview singular=tokenreview verbs=create
    kind TokenReview -- A question: whose token is this? It is answered, not stored.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! TokenReviewSpec #2 -- The question.
      status TokenReviewStatus #3 -- The answer.

    type TokenReviewSpec -- A token to be looked at.
      audiences [string] #2 -- Who the token must be for, any of them; the API server by default.
      token! string #1 -- The token.

    type TokenReviewStatus -- Whose a token is.
      audiences [string] #4 -- Those of the asked audiences that the token is for.
      authenticated bool #1 -- Whether the token is somebody's.
      error string #3 -- Why the token couldn't be looked at.
      user UserInfo #2 -- Who it is.

    type UserInfo -- Who somebody is.
      extra {[string]} #4 -- More, as the authenticator tells it.
      groups [string] #3 -- The groups.
      uid string #2 -- What tells the user from others of the same name over time.
      username string #1 -- The name.
    """)
}
