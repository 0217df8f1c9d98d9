import APIMachinery
import Testing

@testable import AccessControl

@Suite struct ImpersonationRequestTests {
  private func request(_ headers: (String, String)...) throws -> ImpersonationRequest? {
    try ImpersonationRequest(headers: headers.map { (name: $0.0, value: $0.1) })
  }

  private func permissions(_ request: ImpersonationRequest?) -> [String] {
    (request?.permissions(of: UserInfo(name: "me")) ?? []).map {
      "\($0.verb) \($0.apiGroup) \($0.qualifiedResource) \($0.namespace)/\($0.name)"
    }
  }

  @Test func `each part of the identity is a permission of its own`() throws {
    let wanted = try request(
      ("Impersonate-User", "bob"), ("impersonate-group", "dev"), ("Impersonate-Group", "ops"), ("Impersonate-Uid", "7"),
      ("Impersonate-Extra-Acme.com%2FScope", "view"), ("Impersonate-Extra-Acme.com%2FScope", "edit"), ("Accept", "x"))
    #expect(
      permissions(wanted) == [
        "impersonate  users /bob", "impersonate  groups /dev", "impersonate  groups /ops",
        "impersonate authentication.k8s.io userextras/acme.com/scope /view",
        "impersonate authentication.k8s.io userextras/acme.com/scope /edit", "impersonate authentication.k8s.io uids /7",
      ])
    #expect(
      wanted?.impersonated
        == UserInfo(
          name: "bob", uid: "7", groups: ["dev", "ops", "system:authenticated"], extra: ["acme.com/scope": ["view", "edit"]]))
  }

  @Test func `a service account is asked for as one, and is in its groups`() throws {
    let wanted = try request(("Impersonate-User", "system:serviceaccount:a:robot"))
    #expect(permissions(wanted) == ["impersonate  serviceaccounts a/robot"])
    #expect(wanted?.impersonated == .serviceAccount("robot", namespace: "a"))
    #expect(try permissions(request(("Impersonate-User", "system:serviceaccount:a"))) == ["impersonate  users /system:serviceaccount:a"])
  }

  @Test func `the anonymous aren't known`() throws {
    #expect(try request(("Impersonate-User", "system:anonymous"))?.impersonated == .anonymous)
  }

  @Test func `no headers ask for nothing, and half an identity is an error`() throws {
    #expect(try request(("Accept", "x")) == nil)
    for name in ["Impersonate-Group", "Impersonate-Uid", "Impersonate-Extra-a"] {
      let error = #expect(throws: StatusError.self) { try request((name, "x")) }
      #expect(error?.code == 500 && error?.message.contains("without impersonating a user") == true)
    }
  }
}
