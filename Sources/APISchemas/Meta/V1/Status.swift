extension SchemaText {
  static let metaV1Status = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    kind Status -- The outcome of a call that doesn't return an object.
      metadata ListMeta #1 -- Standard object metadata.
      code int32 #6 -- The HTTP status code.
      details StatusDetails #5 -- More about the reason.
      message string #3 -- What happened, for people.
      reason string #4 -- Why it failed, in one word for programs.
      status string #2 -- Success or Failure.

    type StatusDetails -- What a failure is about.
      causes [StatusCause] #4 -- What is wrong, field by field.
      group string #2 -- The group of the kind.
      kind string #3 -- The kind, or the resource.
      name string #1 -- The object's name.
      retryAfterSeconds int32 #5 -- Seconds to wait before trying again.
      uid string #6 -- The object's uid.

    type StatusCause -- One thing that is wrong.
      field string #3 -- The field.
      message string #2 -- Details for people.
      reason string #1 -- Why, in one word for programs.
    """)
}
