import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct TableTests {
  private static let now = Timestamp(rfc3339: "2026-01-01T00:10:00Z") ?? Timestamp(secondsSinceEpoch: 0)

  private func row(_ json: String, _ change: String = "") throws -> [Value] {
    let object = try Samples.object(json)
    let resource = try Samples.resource(of: object)
    let changed = change.isEmpty ? object : try ValidationTests.changed(object, change)
    let row = Samples.scheme.tableRow(changed, of: resource, now: Self.now)
    #expect(row.count == resource.columns.count)
    return row
  }

  @Test(arguments: [
    (0, "0s"), (119, "119s"), (120, "2m"), (185, "3m5s"), (600, "10m"), (3600 * 2, "120m"), (3600 * 3, "3h"), (3600 * 3 + 60, "3h1m"),
    (3600 * 9, "9h"), (3600 * 48, "2d"), (3600 * 49, "2d1h"), (86400 * 10, "10d"), (86400 * 730, "2y"), (86400 * 745, "2y15d"),
    (86400 * 365 * 9, "9y"), (-1, "0s"), (-5, "<invalid>"),
  ])
  func `durations are for people`(_ seconds: Int, _ text: String) {
    #expect(HumanDuration.text(.seconds(seconds)) == text)
  }

  private func pod(_ status: String, _ change: String = "") throws -> [Value] {
    Array(try row(Samples.pod, "status = \(status)" + (change.isEmpty ? "" : "; " + change))[1...3])
  }

  @Test func `a pod's state in one word`() throws {
    #expect(try pod(#"{"phase":"Pending"}"#) == ["0/1", "Pending", "0"])
    #expect(
      try pod(#"{"phase":"Running","containerStatuses":[{"name":"c","ready":true,"restartCount":1,"state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:07:00Z"}}}]}"#)
        == ["1/1", "Running", "1 (3m ago)"])
    #expect(
      try pod(#"{"phase":"Running","containerStatuses":[{"name":"c","ready":false,"restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}"#)
        == ["0/1", "CrashLoopBackOff", "4"])
    #expect(
      try pod(#"{"phase":"Succeeded","containerStatuses":[{"name":"c","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}"#)
        == ["0/1", "Completed", "0"])
    #expect(
      try pod(#"{"phase":"Failed","containerStatuses":[{"name":"c","restartCount":0,"state":{"terminated":{"exitCode":3}}}]}"#)
        == ["0/1", "ExitCode:3", "0"])
    #expect(try pod(#"{"phase":"Running"}"#, #"metadata/deletionTimestamp = "2026-01-01T00:00:00Z""#) == ["0/1", "Terminating", "0"])
    #expect(try pod(#"{"phase":"Failed","reason":"Evicted"}"#) == ["0/1", "Evicted", "0"])
  }

  @Test func `a pod that initialises`() throws {
    let change = #"spec/initContainers = [{"name":"a","image":"i"},{"name":"b","image":"i"}]"#
    let done = #"{"name":"a","state":{"terminated":{"exitCode":0}}}"#
    #expect(try pod(#"{"phase":"Pending","initContainerStatuses":[\#(done),{"name":"b","state":{"running":{}}}]}"#, change)[1] == "Init:1/2")
    #expect(
      try pod(#"{"phase":"Pending","initContainerStatuses":[{"name":"a","state":{"waiting":{"reason":"ImagePullBackOff"}}}]}"#, change)[1]
        == "Init:ImagePullBackOff")
    #expect(
      try pod(#"{"phase":"Pending","initContainerStatuses":[{"name":"a","state":{"terminated":{"exitCode":2,"reason":"Error"}}}]}"#, change)[1]
        == "Init:Error")
  }

  @Test func `a pod, wide`() throws {
    let row = try row(Samples.pod, #"status = {"phase":"Running","podIP":"10.1.0.2","podIPs":[{"ip":"10.1.0.2"}]}; spec/nodeName = "n1""#)
    #expect(row == ["web", "0/1", "Running", "0", "10m", "10.1.0.2", "n1", "<none>", "<none>"])
  }

  @Test func workloads() throws {
    #expect(
      try row(Samples.deployment, #"status = {"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}"#)
        == ["web", "1/1", 2, 1, "10m", "c", "nginx", "app=web"])
    #expect(try row(Samples.replicaSet, #"status = {"replicas":1}"#) == ["web", 1, 1, 0, "10m", "c", "nginx", "app=web"])
    #expect(
      try row(Samples.job, #"status = {"succeeded":1,"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:00:07Z","conditions":[{"type":"Complete","status":"True"}]}"#)
        == ["once", "Complete", "1/1", "7s", "10m", "c", "busybox:1", "<none>"])
  }

  @Test func `other kinds`() throws {
    #expect(
      try row(Samples.service, #"spec/type = "NodePort"; spec/ports/0/nodePort = 30080; spec/clusterIP = "10.0.0.1"; spec/clusterIPs = ["10.0.0.1"]"#)
        == ["web", "NodePort", "10.0.0.1", "<none>", "80:30080/TCP", "10m", "app=web"])
    #expect(
      try row(Samples.node, #"spec/unschedulable = true; status/conditions = [{"type":"Ready","status":"True"}]; status/nodeInfo = {"kubeletVersion":"v1.36.0"}; metadata/labels = {"node-role.kubernetes.io/control-plane":""}"#)
        == ["n1", "Ready,SchedulingDisabled", "control-plane", "10m", "v1.36.0", "<none>", "<none>", "<unknown>", "<unknown>", "<unknown>"])
    #expect(
      try row(Samples.event)
        == ["5m", "Normal", "Pulled", "pod/web", "", "kubelet, n1", "Image pulled", "10m", 3, "web.1"])
    #expect(try row(Samples.secret) == ["s", "Opaque", 1, "10m"])
    #expect(try row(Samples.configMap) == ["c", 2, "10m"])
    #expect(try row(Samples.namespace) == ["shop", "Active", "10m"])
    #expect(try row(Samples.lease) == ["n1", "n1", "10m"])
    #expect(try row(Samples.serviceAccount) == ["robot", "10m"])
    #expect(try row(Samples.endpointSlice) == ["web-1", "IPv4", "80", "10.0.0.1", "10m"])
  }

  @Test(arguments: Samples.all)
  func `every field label has a value`(_ json: String) throws {
    let object = try Samples.object(json)
    let resource = try Samples.resource(of: object)
    #expect(Set(Samples.scheme.selectableFields(object, of: resource).keys) == Set(resource.fieldLabels))
  }

  @Test func `an event has two forms`() throws {
    let core = try Samples.object(Samples.event)
    let other = Samples.scheme.convert(core, to: Samples.kind("events.k8s.io/v1", "Event"))
    #expect(other["regarding"] == core["involvedObject"])
    #expect(other["note"] == "Image pulled")
    #expect(Samples.scheme.convert(other, to: Samples.kind("v1", "Event")) == core)
    let resource = try Samples.resource("events.k8s.io/v1", "Event")
    #expect(Samples.scheme.tableRow(other, of: resource, now: Self.now)[3] == "pod/web")
    #expect(Set(Samples.scheme.selectableFields(other, of: resource).keys) == Set(resource.fieldLabels))
    #expect(Samples.scheme.storageResource(of: resource).gvk == Samples.kind("v1", "Event"))
    #expect(Samples.scheme.convert(other, to: Samples.kind("v1", "Event")) == core)
    #expect(Samples.scheme.convert(core, to: resource.gvk) == other)
    #expect(Samples.scheme.convert(core, to: Samples.kind("v1", "Event")) == core)
  }
}
