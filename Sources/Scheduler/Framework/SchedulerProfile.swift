/// Which plugins take part, in order.
public struct SchedulerProfile: Sendable {
  public var schedulerName: String
  public var queueSort: any QueueSortPlugin
  public var preFilters: [any PreFilterPlugin]
  public var filters: [any FilterPlugin]
  public var postFilters: [any PostFilterPlugin]
  public var scores: [any ScorePlugin]
  public var reserves: [any ReservePlugin]
  public var permits: [any PermitPlugin]
  public var binds: [any BindPlugin]

  /// Each plugin takes part in everything its type is able to.
  public init(schedulerName: String = "default-scheduler", queueSort: any QueueSortPlugin = PrioritySort(), plugins: [any SchedulerPlugin]) {
    self.schedulerName = schedulerName
    self.queueSort = queueSort
    preFilters = plugins.compactMap { $0 as? any PreFilterPlugin }
    filters = plugins.compactMap { $0 as? any FilterPlugin }
    postFilters = plugins.compactMap { $0 as? any PostFilterPlugin }
    scores = plugins.compactMap { $0 as? any ScorePlugin }
    reserves = plugins.compactMap { $0 as? any ReservePlugin }
    permits = plugins.compactMap { $0 as? any PermitPlugin }
    binds = plugins.compactMap { $0 as? any BindPlugin }
  }

  /// Upstream's default plugins, as far as they are here.
  public static let standard = SchedulerProfile(plugins: [
    NodeUnschedulable(), NodeName(), TaintToleration(), NodeAffinity(), NodePorts(), NodeResourcesFit(), NodeResourcesBalancedAllocation(),
    PodTopologySpread(), InterPodAffinity(), ImageLocality(), DefaultPreemption(), DefaultBinder(),
  ])

  /// Every filtering plugin by name, for the events it waits for.
  var refusers: [any SchedulerPlugin] { preFilters as [any SchedulerPlugin] + filters as [any SchedulerPlugin] + permits as [any SchedulerPlugin] }
}
