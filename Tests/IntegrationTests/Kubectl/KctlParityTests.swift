import Foundation
import Testing

/// The same command lines given to kubectl and to kctl, against one daemon: what they print, and how they end, is the same.
@Suite(.serialized) struct KctlParityTests {
  private struct Outcome: Equatable {
    var status: Int32
    var output: String
    var errors: String

    /// Each program names itself.
    init(_ result: CommandResult) {
      status = result.status
      (output, errors) = (Self.normal(result.output), Self.normal(result.errors))
    }

    private static func normal(_ text: String) -> String { text.replacing("kubectl.1.33", with: "kctl").replacing("kubectl", with: "kctl") }
  }

  @Test func `kctl prints what kubectl prints`() throws {
    guard let kubectl = Kubectl.programs.last, kubectl.contains("1.33") else { return }
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      let environment = ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory, "NO_COLOR": "1"]
      func run(_ program: String, _ arguments: [String], input: String? = nil) throws -> Outcome {
        Outcome(try Command(arguments: [program] + arguments, environment: environment, directory: daemon.directory, input: input).run())
      }
      let applied = try run(kubectl, ["apply", "-f", "-"], input: ParityTable.objects)
      #expect(applied.status == 0, "\(applied)")
      try eventually("the deployment's pods and the quota's use are there") {
        try run(kubectl, ["get", "deployment", "web", "-n", "shop", "-o", "jsonpath={.status.updatedReplicas}"]).output == "2"
          && run(kubectl, ["get", "quota", "q", "-n", "shop", "-o", "jsonpath={.status.used.pods}"]).output == "4"
      }
      for (theme, lines) in ParityTable.lines.sorted(by: { $0.key < $1.key }) {
        for line in lines {
          let arguments = ParityTable.words(line)
          var pair = (theirs: try run(kubectl, arguments), ours: try run(TestDaemon.kctl, arguments))
          // Ages go on while the two run: what differs only by them is equal another time.
          for _ in 0..<3 where pair.theirs != pair.ours { pair = (try run(kubectl, arguments), try run(TestDaemon.kctl, arguments)) }
          #expect(pair.theirs == pair.ours, "\(theme): \(line)\nkubectl: \(pair.theirs)\nkctl: \(pair.ours)")
        }
      }
    }
  }
}
