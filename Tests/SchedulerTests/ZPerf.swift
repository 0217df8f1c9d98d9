import APIMachinery
import Basics
import Testing
@Suite struct ZPerf {
  @Test func perf() {
    for n in [100, 1000, 5000] {
      var cluster = Cluster(nodes: (0..<n).map { Cluster.node("n\($0)", cpu: "32", memory: "64Gi", labels: ["zone": "z\($0 % 3)"]) })
      let pods = (0..<3000).map { Cluster.pod("p\($0)", cpu: "100m", memory: "64Mi") }
      let c = ContinuousClock()
      let t0 = c.now
      for pod in pods { cluster.put(pod) }
      let t1 = c.now
      var k = 0
      while let d = cluster.core.next(now: cluster.now) { if d.node != nil { cluster.core.bound(d); k += 1 } }
      let t2 = c.now
      print("PERF nodes \(n): add \((t1 - t0) / 3000) schedule \((t2 - t1) / 3000) placed \(k)")
    }
  }
}
