import APIMachinery
import Testing

@testable import CLI

@Suite struct ForwardedPortTests {
  private let pod: Value = ["metadata": ["name": "web-1"], "spec": ["containers": [["ports": [["name": "http", "containerPort": 8080]]]]]]
  private let service: Value = [
    "metadata": ["name": "web"], "spec": ["ports": [["name": "main", "port": 80, "targetPort": "http"], ["port": 81, "targetPort": 9090]]],
  ]

  @Test func `a local and a remote port, in every form`() throws {
    for (text, local, remote) in [("80", 80, 80), ("8080:80", 8080, 80), (":80", 0, 80), ("http", 8080, 8080), ("1:http", 1, 8080)] {
      let port = try ForwardedPort(text).resolved(service: nil, pod: pod)
      #expect(port.local == local && port.remote == remote, "\(text)")
    }
    for text in ["", "a:b:c", "x:80", "80:", "0", "70000:80", "80:70000"] { #expect(throws: CommandFailure.self, "\(text)") { try ForwardedPort(text) } }
    #expect(throws: CommandFailure("Pod 'web-1' does not have a named port 'x'")) { try ForwardedPort("x").resolved(service: nil, pod: pod) }
  }

  @Test func `a service's port leads to its target`() throws {
    for (text, local, remote) in [("80", 80, 8080), ("main", 8080, 8080), ("7:81", 7, 9090)] {
      let port = try ForwardedPort(text).resolved(service: service, pod: pod)
      #expect(port.local == local && port.remote == remote, "\(text)")
    }
    #expect(throws: CommandFailure("Service web does not have a service port 82")) { try ForwardedPort("82").resolved(service: service, pod: pod) }
  }
}
