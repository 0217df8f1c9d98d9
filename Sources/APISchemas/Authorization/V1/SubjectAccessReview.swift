extension SchemaText {
  static let authorizationV1SubjectAccessReview = SchemaText(
    group: "authorization.k8s.io", version: "v1", package: "io.k8s.api.authorization.v1",
    """
    resource subjectaccessreviews SubjectAccessReview singular=subjectaccessreview verbs=create

    resource localsubjectaccessreviews LocalSubjectAccessReview singular=localsubjectaccessreview namespaced verbs=create

    resource selfsubjectaccessreviews SelfSubjectAccessReview singular=selfsubjectaccessreview verbs=create
    kind SubjectAccessReview -- A question: may somebody do this? It is answered, not stored.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SubjectAccessReviewSpec #2 -- The question.
      status SubjectAccessReviewStatus #3 -- The answer.

    kind LocalSubjectAccessReview -- The same question within one namespace, so that asking it can be allowed namespace by namespace.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SubjectAccessReviewSpec #2 -- The question; its namespace must be this object's.
      status SubjectAccessReviewStatus #3 -- The answer.

    kind SelfSubjectAccessReview -- A question: may I do this? It is answered, not stored.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SelfSubjectAccessReviewSpec #2 -- The question.
      status SubjectAccessReviewStatus #3 -- The answer.

    type SubjectAccessReviewSpec -- Who would do what: to a resource or to a path, one of them.
      extra {[string]} #5 -- More about the user, as the authenticator would tell it.
      groups [string] #4 -- The user's groups.
      nonResourceAttributes NonResourceAttributes #2 -- A request of a path.
      resourceAttributes ResourceAttributes #1 -- A request of a resource.
      uid string #6 -- The user's uid.
      user string #3 -- The user; a user or a group is required.

    type SelfSubjectAccessReviewSpec -- What the one who asks would do: to a resource or to a path, one of them.
      nonResourceAttributes NonResourceAttributes #2 -- A request of a path.
      resourceAttributes ResourceAttributes #1 -- A request of a resource.

    type SubjectAccessReviewStatus -- Whether it may be done.
      allowed! bool #1 -- Whether it is allowed.
      denied bool #4 -- Whether it is denied outright; when neither, nobody has an opinion, and it isn't allowed.
      evaluationError string #3 -- What went wrong in finding out; the answer may stand all the same.
      reason string #2 -- Why.
    """)
}
