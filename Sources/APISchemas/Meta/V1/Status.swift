extension SchemaText {
  static let metaV1Status = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    kind Status -- The outcome of a call that doesn't return an object.
      metadata ListMeta -- Standard object metadata.
      code int32 -- The HTTP status code.
      details StatusDetails -- More about the reason.
      message string -- What happened, for people.
      reason string -- Why it failed, in one word for programs.
      status string -- Success or Failure.

    type StatusDetails -- What a failure is about.
      causes [StatusCause] -- What is wrong, field by field.
      group string -- The group of the kind.
      kind string -- The kind, or the resource.
      name string -- The object's name.
      retryAfterSeconds int32 -- Seconds to wait before trying again.
      uid string -- The object's uid.

    type StatusCause -- One thing that is wrong.
      field string -- The field.
      message string -- Details for people.
      reason string -- Why, in one word for programs.
    """)
}
