import APIMachinery

/// In v1beta1 the field of the user's groups is named in the singular.
enum SubjectAccessReviewV1beta1 {
  static let conversion = KindConversion(
    toStored: { $0.edit("spec") { move("group", to: "groups", in: &$0) } },
    fromStored: { $0.edit("spec") { move("groups", to: "group", in: &$0) } })

  private static func move(_ old: String, to new: String, in spec: inout Value) {
    guard let groups = spec[old] else { return }
    spec[old] = nil
    spec[new] = groups
  }
}

extension SchemaText {
  static let authorizationV1beta1SubjectAccessReview = SchemaText(
    group: "authorization.k8s.io", version: "v1beta1", package: "io.k8s.api.authorization.v1beta1",
    """
    resource subjectaccessreviews SubjectAccessReview singular=subjectaccessreview verbs=create stored=authorization.k8s.io/v1

    resource localsubjectaccessreviews LocalSubjectAccessReview singular=localsubjectaccessreview namespaced verbs=create stored=authorization.k8s.io/v1
    kind SubjectAccessReview -- A question: may somebody do this? It is answered, not stored.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SubjectAccessReviewSpec #2 -- The question.
      status authorization.SubjectAccessReviewStatus #3 -- The answer.

    kind LocalSubjectAccessReview -- The same question within one namespace, so that asking it can be allowed namespace by namespace.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! SubjectAccessReviewSpec #2 -- The question; its namespace must be this object's.
      status authorization.SubjectAccessReviewStatus #3 -- The answer.

    type SubjectAccessReviewSpec -- Who would do what: to a resource or to a path, one of them.
      extra {[string]} #5 -- More about the user, as the authenticator would tell it.
      group [string] #4 -- The user's groups.
      nonResourceAttributes authorization.NonResourceAttributes #2 -- A request of a path.
      resourceAttributes authorization.ResourceAttributes #1 -- A request of a resource.
      uid string #6 -- The user's uid.
      user string #3 -- The user; a user or a group is required.
    """)
}
