import APIMachinery
import Basics
import Client
import ControllerKit
import LinuxKernel
import Logging

/// Makes Services work on a node (kube-proxy): follows Services, EndpointSlices and the Node, and keeps the packet filter what they ask for.
///
/// The first change is carried out at once, more of them together, once an interval. When the packet filter refuses something,
/// everything is loaded anew.
public final class ServiceProxy: Sendable {
  public static let component = "kube-proxy"

  private let configuration: ServiceProxyConfiguration
  private let client: any APIClient
  private let host: any ServiceProxyHost
  private let clock: any WallClock
  private let random: any RandomSource
  private let logger: Logger

  public init(
    _ configuration: ServiceProxyConfiguration, client: any APIClient, host: any ServiceProxyHost, clock: any WallClock = SystemClock(),
    random: any RandomSource = SystemRandom(), logger: Logger
  ) {
    (self.configuration, self.client, self.host) = (configuration, client, host)
    (self.clock, self.random, self.logger) = (clock, random, logger)
  }

  /// Works until the task is cancelled. The rules stay: they serve pods that go on running.
  public func run() async {
    let changed = ChangeSignal()
    let services = Informer(ResourcePath(WellKnown.services))
    let slices = Informer(ResourcePath(WellKnown.endpointSlices))
    let node = Informer(ResourcePath(WellKnown.nodes), selecting: ListOptions(fieldSelector: "metadata.name=" + configuration.nodeName))
    let informers = [services, slices, node]
    for informer in informers {
      informer.subscribe { deltas in if !deltas.isEmpty { changed.notify() } }
    }
    await withDiscardingTaskGroup { group in
      for informer in informers {
        group.addTask { await informer.run(client: self.client, clock: self.clock, random: self.random) }
      }
      group.addTask {
        // Rules made of half of the objects would cut off what an earlier process has left working.
        for informer in informers { await informer.waitUntilSynced() }
        await self.follow(changed) {
          ProxyGoal(
            services: services.cache.list(), slices: slices.cache.list(), node: node.cache.get(self.configuration.nodeName),
            configuration: self.configuration)
        }
      }
    }
  }

  /// Takes an instance's rules off the host.
  public static func remove(_ configuration: ServiceProxyConfiguration, from host: any ServiceProxyHost) async throws {
    try await host.load(ProxyGoal.removal(configuration))
  }

  private func follow(_ changed: ChangeSignal, goal: () -> ProxyGoal) async {
    var pace = SyncPace(interval: configuration.syncInterval)
    var reached: ProxyGoal?
    while !Task.isCancelled {
      let version = changed.version
      let wanted = goal()
      if wanted != reached { pace.began(at: clock.now) }
      let isDone = await reach(wanted, from: reached)
      reached = isDone ? wanted : nil
      do {
        if let again = pace.ended(isDone: isDone, at: clock.now) {
          try await clock.sleep(until: again)
        } else {
          try await changed.wait(after: version)
          try await clock.sleep(until: pace.start(ofChangeAt: clock.now))
        }
      } catch { return }
    }
  }

  private func reach(_ goal: ProxyGoal, from reached: ProxyGoal?) async -> Bool {
    if goal == reached { return true }
    do {
      let script = goal.script(replacing: reached, configuration)
      if !script.isEmpty { try await host.load(script) }
    } catch {
      if !Task.isCancelled { logger.warning("the rules of services are not loaded", metadata: ["error": "\(error)"]) }
      return false
    }
    if goal.flows != reached?.flows { await forgetFlows(goal, former: reached?.flows) }
    do {
      if goal.health != reached?.health { try await host.answerHealthChecks(goal.health) }
    } catch {
      logger.warning("a health check port of a service is not served", metadata: ["error": "\(error)"])
    }
    return true
  }

  private func forgetFlows(_ goal: ProxyGoal, former: StaleFlows?) async {
    if goal.flows.isEmpty, former?.isEmpty ?? true { return }
    for family in goal.tables.keys {
      do {
        try await host.forgetFlows(isIPv6: family == .v6) { goal.flows.contains($0, former: former) }
      } catch {
        logger.warning("flows to endpoints that are gone are not forgotten", metadata: ["error": "\(error)"])
      }
    }
  }
}
