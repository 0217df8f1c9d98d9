import APIMachinery
import Basics

/// etcd beside us on the same disk, for the same figures: puts of values as large as our objects.
enum EtcdBenchmark {
  static func run(_ report: Report, duration: Duration = .seconds(3)) async throws {
    try await Scratch.with("etcd") { scratch in
      guard let etcd = EtcdPeer(scratch.path + "/data") else {
        print("\netcd: not installed (apt-get install etcd-server)")
        return
      }
      // Connections: as many as an API server might hold, and one for each writer as separate clients have.
      for (writers, connections) in [(1, 1), (8, 1), (64, 8), (64, 64)] {
        let load = try await etcd.put(writers: writers, connections: connections, valueBytes: 1_024, for: duration)
        report.add("durable puts into etcd", [
          ("writers", .int(Int64(writers))), ("connections", .int(Int64(connections))), ("writes/s", .int(Int64(load.perSecond))),
          ("p50 ms", load.median.rounded3), ("p99 ms", load.p99.rounded3),
        ])
      }
      etcd.stop()
    }
  }
}
