import Basics
import Glibc
import LinuxKernel

/// What the proxy does to its host.
public protocol ServiceProxyHost: Sendable {
  /// Carries out a script of nft(8) in one transaction.
  func load(_ script: String) async throws
  /// Forgets the UDP flows that are stale.
  func forgetFlows(isIPv6: Bool, where isStale: @escaping @Sendable (TrackedFlow) -> Bool) async throws
  /// Answers load balancers' health checks on these ports, and on no others any more. Tells what can't be served.
  func answerHealthChecks(_ answers: [Int: ServiceHealth]) async throws
}

/// The kernel's part of it.
public struct KernelPacketFilter: Sendable {
  private let nftables: Nftables

  /// nil where nft(8) isn't installed.
  public init?() {
    guard let nftables = Nftables() else { return nil }
    self.nftables = nftables
  }

  public func load(_ script: String) async throws { try await onOwnThread { try nftables.load(script) } }

  public func forgetFlows(isIPv6: Bool, where isStale: @escaping @Sendable (TrackedFlow) -> Bool) async throws {
    try await onOwnThread {
      for flow in try ConnectionTracking.flows(transport: UInt8(IPPROTO_UDP), isIPv6: isIPv6) where isStale(flow) {
        try ConnectionTracking.forget(flow)
      }
    }
  }
}
