import Basics
import ClusterDNS

/// Where the cluster's DNS is served, and what pods are told of it.
struct DNSPlacement: Hashable, Sendable {
  /// The address by which the pods of a node reach it; nil without one.
  var gateway: IPAddress?
  var bindAddress: IPAddress?
  /// The cluster IP that leads to it.
  var clusterIP: IPAddress?
  /// Whether cluster IPs lead anywhere on this host.
  var hasServiceProxy: Bool

  /// Where to listen; nil for nowhere.
  var listening: IPAddress? { bindAddress ?? gateway }

  /// Where others reach what listens there: nobody does on a loopback address; on all addresses, pods do at their gateway's.
  var reachable: IPAddress? {
    guard let listening, !ResolverFile.isLoopback(listening.description) else { return nil }
    return listening.bytes.allSatisfy { $0 == 0 } ? gateway : listening
  }

  /// The name servers of pods when nobody has named any. A resolv.conf has no ports, so without the way over the cluster IP only the usual
  /// one can be reached.
  func podServers(port: Int) -> [String] {
    guard let reachable else { return [] }
    if hasServiceProxy, let clusterIP { return [clusterIP.description] }
    return port == 53 ? [reachable.description] : []
  }

  /// What pods with dnsPolicy Default get: the host's resolver, but for servers that nobody but the host can reach. Where there are only
  /// such, the servers of the other pods do, which ask those of the host.
  static func podResolver(_ file: ResolverFile, podServers: [String]) -> ResolverFile {
    var file = file
    let reachable = file.servers.filter { !ResolverFile.isLoopback($0) }
    let wanted = reachable.isEmpty ? podServers : reachable
    if !wanted.isEmpty, !file.servers.isEmpty { file.servers = wanted }
    return file
  }

  /// The servers of a resolv.conf that may be asked: none of them is this one itself, however it is called.
  func upstreams(_ file: ResolverFile, port: Int) -> [UpstreamServer] {
    file.servers.compactMap { IPAddress($0) }.filter { address in
      if address == clusterIP { return false }
      return port != 53 || (address != reachable && address != listening)
    }.map { UpstreamServer($0) }
  }
}
