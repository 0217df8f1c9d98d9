import APIMachinery
import Basics
import Client
import RuntimeInterface
import Synchronization
import Testing

@testable import Kubelet

@Suite struct EvictionTests {
  @Test("thresholds are read as the kubelet's flag has them")
  func thresholds() {
    #expect(
      EvictionThresholds("memory.available<100Mi,nodefs.available<10%")
        == EvictionThresholds([.memoryAvailable: .bytes(100 << 20), .nodefsAvailable: .percent(10)]))
    #expect(EvictionThresholds("") == EvictionThresholds())
    for text in ["memory.available", "memory<1", "memory.available<x", "memory.available<-1", "nodefs.available<101%", "a<1<2"] {
      #expect(EvictionThresholds(text) == nil, "\(text)")
    }
  }

  @Test("a pressure outlives its cause by five minutes")
  func transition() {
    var state = PressureState()
    let low = NodeUsage([.memoryAvailable: .init(available: 50 << 20, capacity: 1 << 30)])
    let fine = NodeUsage([.memoryAvailable: .init(available: 500 << 20, capacity: 1 << 30)])
    #expect(state.observe(fine, .standard, now: start).isEmpty && state.pressures(now: start).isEmpty)
    let shortages = state.observe(low, .standard, now: start)
    #expect(shortages == [.init(signal: .memoryAvailable, thresholdBytes: 100 << 20, availableBytes: 50 << 20)])
    #expect(state.observe(fine, .standard, now: start + .seconds(299)).isEmpty)
    #expect(state.pressures(now: start + .seconds(299)) == [.memory])
    #expect(state.pressures(now: start + .seconds(300)).isEmpty)
  }

  @Test("who uses more than asked for goes first, then low priority, then the largest excess; critical pods stay")
  func ranking() {
    func candidate(_ uid: String, _ bytes: Int64, request: Int64, priority: Int64 = 0) -> EvictionCandidate {
      EvictionCandidate(
        pod: makePod(uid, uid: uid) { $0[path: "spec", "priority"] = .int(priority) },
        containers: [.init(container: "app", bytes: bytes, requestBytes: request)])
    }
    let modest = candidate("modest", 10, request: 20)
    let greedy = candidate("greedy", 30, request: 20)
    let greedier = candidate("greedier", 90, request: 20)
    let important = candidate("important", 500, request: 20, priority: 9)
    let critical = candidate("critical", 900, request: 0, priority: 2_000_000_000)
    #expect(EvictionCandidate.first([modest, greedy, critical])?.pod.uid == "greedy")
    #expect(EvictionCandidate.first([modest, greedy, greedier, important])?.pod.uid == "greedier")
    #expect(EvictionCandidate.first([modest, important])?.pod.uid == "important")
    #expect(EvictionCandidate.first([critical]) == nil)
    #expect(
      EvictionCandidate(pod: makePod(), containers: [.init(container: "app", bytes: 200 << 20, requestBytes: 0)])
        .message(.init(signal: .memoryAvailable, thresholdBytes: 100 << 20, availableBytes: 52_224))
        == "The node was low on resource: memory. Threshold quantity: 100Mi, available: 51Ki. "
        + "Container app was using 200Mi, request is 0, has larger consumption of memory. ")
  }

  @Test("local storage beyond a volume's, a container's or the pod's limit")
  func storage() {
    let pod = makePod(containers: [["name": "app", "resources": ["limits": ["ephemeral-storage": "100"]]]]) {
      $0[path: "spec", "volumes"] = [["name": "v", "emptyDir": ["sizeLimit": "1Ki"]]]
    }
    #expect(pod.hasStorageLimits && !makePod().hasStorageLimits)
    #expect(StorageUsage(volumes: ["v": 50], containers: ["app": 50]).excess(of: pod) == nil)
    #expect(
      StorageUsage(volumes: ["v": 1_025], containers: [:]).excess(of: pod) == "Usage of EmptyDir volume \"v\" exceeds the limit \"1Ki\". ")
    #expect(
      StorageUsage(volumes: [:], containers: ["app": 101]).excess(of: pod)
        == "Container app exceeded its local ephemeral storage limit \"100\". ")
    #expect(
      StorageUsage(volumes: ["v": 60], containers: ["app": 60]).excess(of: pod)
        == "Pod ephemeral local storage usage exceeds the total limit of containers 100. ")
  }

  @Test("under pressure the node takes pods that said what they need, or none, and always critical ones")
  func admission() {
    var admission = NodeAdmission(labels: [:], nodeName: "n1", allocatable: bigNode)
    admission.pressures = [.memory]
    let sized = makePod(containers: [["name": "app", "resources": ["requests": ["memory": "1Mi"]]]])
    #expect(
      admission.reject(makePod(), others: [])
        == .init(reason: "Evicted", message: "Pod was rejected: The node had condition: [MemoryPressure]. "))
    #expect(admission.reject(sized, others: []) == nil)
    admission.pressures = [.disk]
    #expect(admission.reject(sized, others: [])?.reason == "Evicted")
    #expect(admission.reject(makePod { $0[path: "spec", "priority"] = 2_000_001_000 }, others: []) == nil)
  }

  @Test("a pod for another system is turned away")
  func otherSystem() {
    let admission = NodeAdmission(labels: [:], nodeName: "n1", allocatable: bigNode)
    let reason = admission.reject(makePod { $0[path: "spec", "os"] = ["name": "windows"] }, others: [])?.reason
    #expect(reason == "PodOSNotSupported")
    #expect(admission.reject(makePod { $0[path: "spec", "os"] = ["name": "linux"] }, others: []) == nil)
  }

  @Test("the host's files are read")
  func host() {
    #expect(
      HostObserver.memory(meminfo: "MemTotal:       2048 kB\nMemFree: 1 kB\nMemAvailable:   1024 kB\n")
        == .init(available: 1 << 20, capacity: 2 << 20))
    #expect(HostObserver.memory(meminfo: "MemTotal: 1 kB\n") == nil)
    #expect(HostObserver.processes(loadavg: "0.1 0.2 0.3 2/250 4711\n", limit: "1000\n") == .init(available: 750, capacity: 1_000))
    #expect(HostObserver.processes(loadavg: "", limit: "1") == nil)
  }

  private struct Scarce: NodeObserver {
    func usage() -> NodeUsage { NodeUsage([.memoryAvailable: .init(available: 1 << 20, capacity: 1 << 30)]) }
  }

  @Test("a node short of memory says so and evicts the pod that uses the most", .timeLimit(.minutes(1)))
  func eviction() async throws {
    try await NodeFixture.with { node in
      for name in ["small", "large"] {
        try await node.createPod(name) {
          $0[path: "spec", "containers"] = [["name": .string(name), "image": "busybox", "imagePullPolicy": "IfNotPresent"]]
        }
        try await node.wait(for: name) { $0?.condition("Ready")?["status"] == "True" }
        node.runtime.setStats(
          container: name, ContainerStats(cpuUsageNanoseconds: 0, memoryUsageBytes: 0, memoryWorkingSetBytes: name == "large" ? 2_048 : 1_024))
      }
      var state = PressureState()
      let kubelet = node.kubelet
      await Evictor(context: kubelet.context, workers: kubelet.workers, node: kubelet.node, observer: Scarce()).step(&state)
      let evicted = try await node.wait(for: "large") { $0?[path: "status", "phase"] == "Failed" }
      #expect(evicted?[path: "status", "reason"] == "Evicted")
      #expect(
        evicted?[path: "status", "message"]
          == "The node was low on resource: memory. Threshold quantity: 100Mi, available: 1Mi. Container large was using 2Ki, request is 0, has larger consumption of memory. ")
      #expect(evicted?.condition("DisruptionTarget")?["reason"] == "TerminationByKubelet")
      let object = try await node.wait(for: "n1", in: ResourcePath(Resources.nodes)) { $0?.condition("MemoryPressure")?["status"] == "True" }
      #expect(object?.condition("MemoryPressure")?["reason"] == "KubeletHasInsufficientMemory")
      #expect(try await node.wait(for: "small") { $0 != nil }?[path: "status", "phase"] == "Running")
    }
  }
}
