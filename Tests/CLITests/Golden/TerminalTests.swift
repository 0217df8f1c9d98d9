import APIMachinery
import Basics
import Client
import Testing

@testable import CLI

/// What a terminal gets that a pipe doesn't: colours, fitted tables, pages, a line that is written over.
@Suite struct TerminalTests {
  private func terminal(width: Int = 80, height: Int = 24) -> Terminal {
    var terminal = Terminal()
    (terminal.outputIsTerminal, terminal.width, terminal.height) = (true, width, height)
    return terminal
  }

  @Test("states have colours on a terminal, unless NO_COLOR is set, and none in a pipe")
  func colors() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.pod("web"))
    var harness = CommandHarness(cluster)
    let plain = await harness.run("get", "pods").output
    #expect(!plain.contains("\u{1b}"))
    harness.terminal = terminal()
    let colored = await harness.run("get", "pods").output
    #expect(colored.contains("\u{1b}[32mRunning\u{1b}[0m") && colored.replacing("\u{1b}[32m", with: "").replacing("\u{1b}[0m", with: "") == plain)
    harness.variables["NO_COLOR"] = "1"
    #expect(await harness.run("get", "pods").output == plain)
    #expect(StateColor.color(header: "STATUS", cell: "CrashLoopBackOff") == .red && StateColor.color(header: "STATUS", cell: "Pending") == .yellow)
    #expect(StateColor.color(header: "READY", cell: "0/1") == .yellow && StateColor.color(header: "NAME", cell: "Failed") == nil)
  }

  @Test("a table that is too wide gets narrower gaps, then a shorter last column")
  func fits() {
    func table(_ available: Int?) -> String {
      var writer = ColumnWriter(available: available)
      writer.add(["NAME", "MESSAGE"])
      writer.add(["a-long-name", String(repeating: "x", count: 40)])
      return writer.flush()
    }
    #expect(table(nil) == table(100))
    #expect(table(53).split(separator: "\n").last.map(String.init) == "a-long-name  " + String(repeating: "x", count: 40))
    #expect(table(40).split(separator: "\n").last.map { $0.count } == 40 && table(40).contains("x…"))
    #expect(table(20) == table(53), "what would be cut to nothing stays whole")
  }

  @Test("long output goes to the pager where one is set, what is followed or short doesn't")
  func pages() async throws {
    let cluster = CannedCluster()
    for number in 0..<30 { try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: c\(number), namespace: default}}") }
    var harness = CommandHarness(cluster)
    harness.terminal = terminal(height: 20)
    #expect(await harness.run("get", "cm").output.contains("c29"), "no pager is set")
    harness.variables = ["PAGER": "less"]
    harness.runProcess = { request, files in
      let shown = files["/tmp/kctl-page-1/output"] ?? ""
      return ProcessOutcome(exitCode: request.program == "/bin/sh" && shown.contains("c29") && request.environment["LESS"] == "FRX" ? 0 : 127)
    }
    #expect(await harness.run("get", "cm").output.isEmpty, "the pager has it")
    #expect(harness.files.paths.isEmpty, "and nothing is left behind")
    #expect(await harness.run("get", "cm", "c1", "-o", "name").output == "configmap/c1\n")
    harness.runProcess = { _, _ in ProcessOutcome(exitCode: 127) }
    #expect(await harness.run("get", "cm").output.contains("c29"), "a pager that isn't there takes nothing away")
    #expect(Pager.rows(Array("abc\n\u{1b}[32mabcdef\u{1b}[0m\n".utf8), width: 3) == 3)
  }

  @Test("a rollout's progress is one line that is written over")
  func progress() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    var harness = CommandHarness(cluster)
    harness.terminal = terminal()
    let result = await harness.run("rollout", "status", "deployment/web")
    #expect(result.output == "\r\u{1b}[K\u{1b}[32mdeployment \"web\" successfully rolled out\u{1b}[0m\n", "\(result)")
    #expect(RolloutStatus.bar(["spec": ["replicas": 4], "status": ["updatedReplicas": 3, "availableReplicas": 2]]) == "[#####-----]")
  }

  @Test("names with a digest are those that kubectl makes")
  func hashes() {
    #expect(ContentHash.digest(["kind": "ConfigMap", "metadata": ["name": "c"], "data": ["a": "b"]]) == "m4h6ctkgb2")
    #expect(ContentHash.digest(["kind": "ConfigMap", "metadata": ["name": "c"]]) == "94b26g54cg")
    #expect(ContentHash.digest(["kind": "ConfigMap", "metadata": ["name": "c"], "binaryData": ["bin.dat": "/3g="]]) == "h994b62567")
    #expect(ContentHash.digest(["kind": "Secret", "metadata": ["name": "s"], "data": ["a": "Yg=="]]) == "7fd2tm89d8")
  }

  @Test("what is wrong with a command line is told in kubectl's words", arguments: [
    (["get", "pods", "--foo"], "error: unknown flag: --foo\n"), (["get", "pods", "-o"], "error: flag needs an argument: 'o' in -o\n"),
    (["run", "p"], "error: required flag(s) \"image\" not set\n"), (["gte"], "error: unknown command \"gte\" for \"kctl\"\n\nDid you mean this?\n\tget\n"),
  ])
  func usage(arguments: [String], start: String) async {
    let result = await CommandHarness(CannedCluster()).run(arguments)
    #expect(result.exitCode == 1 && result.errors.hasPrefix(start), "\(result)")
  }

  @Test("warnings are told once, and fail the run where that is asked for")
  func warnings() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/version") { _ in
      HTTPResponse(200, headers: ["Warning": "299 - \"old\""], body: .bytes(JSON.encode(["gitVersion": "v1"])))
    }
    let harness = CommandHarness(cluster)
    #expect(await harness.run("version").errors == "Warning: old\n")
    let strict = await harness.run("version", "--warnings-as-errors")
    #expect(strict.exitCode == 1 && strict.errors == "Warning: old\nerror: 1 warning received\n", "\(strict)")
  }
}
