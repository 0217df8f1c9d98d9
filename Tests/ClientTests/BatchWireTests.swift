import APIMachinery
import Testing

@testable import Client

struct BatchWireTests {
  @Test func aBatchSurvivesTheWire() throws {
    let kind = GroupVersionKind(group: "apps", version: "v1", kind: "Deployment")
    let batch = Batch(
      [
        .apply(Batch.Document(object: ["kind": "X"], source: Array("# é\n".utf8), path: "a/b.yaml", place: "a/b.yaml:3")),
        .delete(kind, namespace: "ns", name: "web"),
      ], fieldManager: "m", dryRun: true, adopting: "abc", note: "n", skipsFailures: true, user: "u")
    let read = try BatchWire.batch(JSON.decode(JSON.encode(BatchWire.value(batch))))
    #expect(BatchWire.value(read) == BatchWire.value(batch))
    guard case .apply(let document) = read.operations[0], case .delete(kind, "ns", "web") = read.operations[1] else {
      Issue.record("wrong operations")
      return
    }
    #expect(document.source == Array("# é\n".utf8) && document.path == "a/b.yaml" && document.place == "a/b.yaml:3")
    #expect(read.adopting == "abc" && read.skipsFailures && read.dryRun && read.user == "u")
  }

  @Test func outcomesSurviveTheWire() throws {
    let error = StatusError.notFound(GroupResource(resource: "pods"), "a")
    let result = BatchResult(outcomes: [.created(["a": 1]), .configured(["b": 1]), .unchanged(["c": 1]), .deleted(["d": 1]), .absent, .failed(error)])
    let read = try #require(BatchWire.result(BatchWire.value(result)))
    #expect(BatchWire.value(read) == BatchWire.value(result))
    #expect(!read.isSuccess)
    guard case .failed(error) = read.outcomes[5] else { Issue.record("wrong error"); return }
  }

  @Test func nonsenseIsRefused() {
    for value in [[:], ["kind": "Transaction", "apiVersion": "v1"], ["kind": "Transaction", "apiVersion": "kctl.dev/v1alpha1", "operations": [["x": 1]]]] as [Value] {
      #expect(throws: StatusError.self) { try BatchWire.batch(value) }
    }
  }
}
