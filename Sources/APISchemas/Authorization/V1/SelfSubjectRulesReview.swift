extension SchemaText {
  static let authorizationV1SelfSubjectRulesReview = SchemaText(
    group: "authorization.k8s.io", version: "v1", package: "io.k8s.api.authorization.v1",
    """
    resource selfsubjectrulesreviews SelfSubjectRulesReview singular=selfsubjectrulesreview verbs=create
    kind SelfSubjectRulesReview -- A question: what may I do in a namespace? It is answered, not stored; for showing, not for deciding.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SelfSubjectRulesReviewSpec #2 -- The question.
      status SubjectRulesReviewStatus #3 -- The answer.

    type SelfSubjectRulesReviewSpec -- The namespace that is asked about.
      namespace string #1 -- The namespace; required.

    type SubjectRulesReviewStatus -- What somebody may do.
      evaluationError string #4 -- What went wrong in finding out.
      incomplete! bool #3 -- Whether there may be more than what is listed.
      nonResourceRules! [NonResourceRule] #2 -- What may be done to paths.
      resourceRules! [ResourceRule] #1 -- What may be done to resources; the order means nothing.

    type ResourceRule -- Verbs that may be done to resources.
      apiGroups [string] #2 -- The groups; * means all.
      resourceNames [string] #4 -- The names of the objects; empty means all.
      resources [string] #3 -- The resources; * means all.
      verbs! [string] #1 -- The verbs; * means all.

    type NonResourceRule -- Verbs that may be done to paths.
      nonResourceURLs [string] #2 -- The paths; a * as the last step means all below.
      verbs! [string] #1 -- The verbs; * means all.
    """)
}
