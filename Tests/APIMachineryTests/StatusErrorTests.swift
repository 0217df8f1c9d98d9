import Testing

@testable import APIMachinery

struct StatusErrorTests {
  @Test func `details are told with the reasons that have them, if only empty`() {
    #expect(StatusError(404, .notFound, "the server could not find the requested resource").value["details"] == [:])
    #expect(StatusError.forbidden(GroupResource(group: "", resource: ""), "", "no").value["details"] == [:])
    for error in [StatusError.unauthorized(), .badRequest("no"), .expired("old"), StatusError(503, .serviceUnavailable, "later")] {
      #expect(error.value["details"] == nil)
    }
  }

  @Test func `an internal error has its cause, without a reason`() {
    #expect(StatusError.internalError("broken").value["details"] == ["causes": [["message": "broken"]]])
  }

  @Test func `what is written is read`() {
    var error = StatusError(409, .conflict, "no")
    (error.name, error.group, error.kind, error.uid, error.retryAfterSeconds) = ("a", "apps", "deployments", "u", 3)
    error.causes = [.init(reason: "", message: "m", field: ""), .init(reason: "FieldValueInvalid", message: "m", field: "f")]
    #expect(StatusError(error.value) == error)
  }
}
