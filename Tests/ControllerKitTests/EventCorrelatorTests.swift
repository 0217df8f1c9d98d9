import APIMachinery
import Basics
import ControllerKit
import Testing

@Suite struct EventCorrelatorTests {
  private let now = Timestamp(secondsSinceEpoch: 1_700_000_000)
  private let pod: Value = [
    "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web", "namespace": "default", "uid": "u1", "resourceVersion": "4"],
  ]

  private func record(_ message: String, reason: String = "Failed") -> EventRecord {
    EventRecord(pod, .warning, reason, message, component: "tester", host: "node-1")
  }

  @Test("a first event is a core/v1 Event about the object, named after it")
  func firstEvent() throws {
    var correlator = EventCorrelator()
    let madeRequest = correlator.request(for: record("no luck"), now: now)
    let request = try #require(madeRequest)
    let event = request.event
    #expect(request.patch == nil)
    #expect(request.path.urlPath() == "/api/v1/namespaces/default/events")
    #expect(event.name == "web." + String(now.nanosecondsSinceEpoch, radix: 16))
    #expect(event["involvedObject"] == [
      "kind": "Pod", "namespace": "default", "name": "web", "uid": "u1", "apiVersion": "v1", "resourceVersion": "4",
    ])
    #expect(event["source"] == ["component": "tester", "host": "node-1"])
    #expect(event["count"] == 1)
    #expect(event["type"] == "Warning")
    #expect(event["firstTimestamp"] == event["lastTimestamp"])
    #expect(event["reportingComponent"] == "tester")
  }

  @Test("the same event again counts up the first one")
  func countsUp() throws {
    var correlator = EventCorrelator()
    let madeFirst = correlator.request(for: record("no luck"), now: now)
    let first = try #require(madeFirst)
    correlator.succeeded(first, name: first.event.name)
    let madeSecond = correlator.request(for: record("no luck"), now: now + .seconds(5))
    let second = try #require(madeSecond)
    #expect(second.event.name == first.event.name)
    #expect(second.patch?.body["count"] == 2)
    #expect(second.patch?.body["lastTimestamp"]?.string == (now + .seconds(5)).rfc3339)
    #expect(second.event["firstTimestamp"] == first.event["firstTimestamp"])
  }

  @Test("from the eleventh message on similar events are one")
  func aggregates() throws {
    var correlator = EventCorrelator()
    var requests: [EventCorrelator.Request] = []
    for number in 1...14 {
      let madeRequest = correlator.request(for: record("reason \(number)"), now: now)
      let request = try #require(madeRequest)
      correlator.succeeded(request, name: request.event.name)
      requests.append(request)
    }
    #expect(requests[9].event["message"] == "reason 10")
    #expect(requests[10].event["message"] == "(combined from similar events): reason 11")
    #expect(requests[13].patch?.body["count"] == 4)
    #expect(Set(requests.map(\.event.name)).count == 11)
  }

  @Test("who says too much about an object is cut off after 25, until five minutes later")
  func limits() {
    var correlator = EventCorrelator()
    let allowed = (1...40).filter { correlator.request(for: record("x", reason: "R\($0)"), now: now) != nil }
    #expect(allowed.count == 25)
    #expect(correlator.request(for: record("x", reason: "S"), now: now + .seconds(299)) == nil)
    #expect(correlator.request(for: record("x", reason: "S"), now: now + .seconds(301)) != nil)
  }
}
