import APIMachinery
import Client
import Testing

@Suite struct LogsAndExecTests {
  private static let logPath = "/api/v1/namespaces/default/pods/web-1/log"

  private func cluster(_ messages: [[UInt8]] = []) throws -> CannedCluster {
    let cluster = CannedCluster(socketMessages: messages)
    try cluster.add(Samples.pod("web-1"))
    try cluster.add(Samples.deployment)
    cluster.answer("GET", Self.logPath) { _ in
      let chunks = ["first\nsec", "ond\n"]
      return HTTPResponse(200, body: .stream(AsyncThrowingStream { continuation in
        for chunk in chunks { continuation.yield(Array(chunk.utf8)) }
        continuation.finish()
      }))
    }
    return cluster
  }

  @Test("logs of a pod, of a workload's pod, of selected pods")
  func logs() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("logs", "web-1").output == "first\nsecond\n")
    #expect(await harness.run("logs", "deploy/web", "--tail", "-1", "--since=10m", "--timestamps", "-p").output == "first\nsecond\n")
    #expect(cluster.lines.last == "GET \(Self.logPath)?previous=true&timestamps=true&sinceSeconds=600&container=httpd")
    let prefixed = await harness.run("logs", "-l", "app=web", "--prefix")
    #expect(prefixed.output == "[pod/web-1/httpd] first\n[pod/web-1/httpd] second\n")
    #expect(cluster.lines.last == "GET \(Self.logPath)?tailLines=10&container=httpd")
  }

  @Test("logs that can't be had")
  func logFailures() async throws {
    let harness = CommandHarness(try cluster())
    #expect(await harness.run("logs", "nope").errors == "Error from server (NotFound): pods \"nope\" not found\n")
    #expect(await harness.run("logs", "web-1", "-c", "x").errors == "error: container x is not valid for pod web-1\n")
    #expect(await harness.run("logs").exitCode == 1)
  }

  @Test("exec passes output through and the exit code on")
  func exec() async throws {
    let status = #"{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}"#
    let cluster = try cluster([[1] + Array("out\n".utf8), [2] + Array("err\n".utf8), [3] + Array(status.utf8)])
    let run = await CommandHarness(cluster).run("exec", "web-1", "--", "sh", "-c", "exit 3")
    #expect(run.output == "out\n")
    #expect(run.errors == "err\nerror: command terminated with exit code 3\n")
    #expect(run.exitCode == 3)
    #expect(
      cluster.lines.last
        == "GET /api/v1/namespaces/default/pods/web-1/exec?command=sh&command=-c&command=exit%203&container=httpd&stdout=true&stderr=true")
  }

  @Test("exec sends its input and then closes the channel")
  func execInput() async throws {
    let cluster = try cluster([[3] + Array(#"{"status":"Success"}"#.utf8)])
    var harness = CommandHarness(cluster)
    harness.input = "hello"
    #expect(await harness.run("exec", "-i", "deploy/web", "--", "cat").exitCode == 0)
    #expect(await harness.run("exec", "web-1", "cat").errors.contains("Unexpected argument 'cat'"))
    #expect(await harness.run("exec", "web-1").errors.contains("you must specify at least one command for the container"))
  }

  @Test("a connection that ends early is an error")
  func execBroken() async throws {
    let run = await CommandHarness(try cluster([[1] + Array("out".utf8)])).run("exec", "web-1", "--", "true")
    #expect(run.exitCode == 1)
    #expect(run.errors == "error: the connection was closed before the command ended\n")
  }
}
