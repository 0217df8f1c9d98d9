extension SchemaText {
  static let authenticationV1SelfSubjectReview = SchemaText(
    group: "authentication.k8s.io", version: "v1", package: "io.k8s.api.authentication.v1",
    """
    resource selfsubjectreviews SelfSubjectReview singular=selfsubjectreview verbs=create
    kind SelfSubjectReview -- A question: who am I? It is answered, not stored.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      status SelfSubjectReviewStatus #2 -- The answer.

    type SelfSubjectReviewStatus -- Who asks.
      userInfo UserInfo #1 -- The user, after impersonation.
    """)
}
