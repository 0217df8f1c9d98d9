import Foundation
import Testing

/// Scripts in Tests/Clients that drive a daemon with the official Python client; each prints a line a check.
@Suite struct ClientTests {
  @Test(arguments: [
    "official_client.py", "machinery.py", "operations.py", "conformance.py", "malformed.py", "hostile.py",
  ])
  func `the official Python client finds everything as it should be`(_ script: String) throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      let namespace = "clients"
      #expect(try daemon.kctl("create", "namespace", namespace).status == 0)
      let path = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Clients/" + script
      var command = Command(arguments: [PythonClient.interpreter, "-B", path, daemon.kubeconfig, namespace])
      command.deadlineSeconds = 300
      let result = try command.run()
      #expect(result.status == 0 && result.output.hasSuffix("\n0 failed\n"), "\(result)\n\(daemon.log.suffix(2000))")
      // A script that did nothing has not failed either.
      #expect(result.output.split(separator: "\n").filter { $0.hasPrefix("ok ") }.count >= 8)
    }
  }
}
