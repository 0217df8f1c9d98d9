import APIMachinery
import Basics
import ControllerKit
import DNSMessage

/// The names of a cluster: what Services, EndpointSlices and Namespaces come to in DNS (Kubernetes DNS-Based Service Discovery, version
/// 1.1.0 of the schema).
///
/// | name under the cluster's domain | records |
/// | --- | --- |
/// | `SERVICE.NAMESPACE.svc` | A and AAAA: the cluster IPs; of a headless Service the endpoints that are ready; CNAME of an ExternalName |
/// | `ENDPOINT.SERVICE.NAMESPACE.svc` | A and AAAA of one endpoint, by its hostname or its address with dashes |
/// | `_PORT._PROTOCOL.SERVICE.NAMESPACE.svc` | SRV: the Service, or each endpoint of a headless one; of `SERVICE…` itself, for every port |
/// | `A-B-C-D.NAMESPACE.pod` | A: that very address, whether a pod has it or not (the specification's deprecated records) |
/// | `dns-version` | TXT: the version of the schema |
///
/// And PTR records for cluster IPs and endpoints. A name is absent (NXDOMAIN) when nothing is there or under it; a headless Service
/// without a ready endpoint is.
public struct ClusterZone: Sendable {
  /// The version of the schema.
  static let schemaVersion = "1.1.0"
  /// How many aliases are followed.
  static let aliasesMax = 8

  public let domain: DNSName
  /// How long an answer is believed, also one that says no.
  let ttlSeconds: UInt32
  private let domainLabels: [String]

  /// nil when the domain is no name, or the root.
  public init?(domain text: String, ttlSeconds: UInt32 = 5) {
    guard let domain = DNSName(text), domain != .root else { return nil }
    (self.domain, self.ttlSeconds, domainLabels) = (domain, ttlSeconds, domain.labels)
  }

  /// nil for a name that the cluster doesn't know and that isn't its own.
  public func answer(_ question: DNSQuestion, _ world: World) -> ZoneAnswer? {
    guard question.name.isWithin(domain) else {
      guard question.type == .ptr, let address = ReverseName.address(question.name) else { return nil }
      return pointers(question, to: address, world)
    }
    let path = Array(question.name.labels.dropLast(domainLabels.count).reversed())
    let answer = switch path.first {
    case nil: apex(question, world)
    case "svc": services(question, path, world)
    case "pod": pods(question, path, world)
    case "dns-version" where path.count == 1: holding([.text(Self.schemaVersion)], question)
    default: ZoneAnswer.absent
    }
    guard answer.answers.isEmpty else { return answer }
    var negative = answer
    negative.authority = [authority(world)]
    return negative
  }

  // MARK: what all parts use

  func name(_ labels: String...) -> DNSName? { DNSName(labels: labels + domainLabels) }

  /// The records of the type that is asked for; the others show that the name is there.
  func holding(_ records: [RecordData], _ question: DNSQuestion) -> ZoneAnswer {
    var answer = ZoneAnswer()
    answer.answers = records.filter { $0.type == question.type }.map { DNSRecord(question.name, ttlSeconds: ttlSeconds, $0) }
    return answer
  }

  func record(_ name: DNSName, _ data: RecordData) -> DNSRecord { DNSRecord(name, ttlSeconds: ttlSeconds, data) }

  // MARK: the domain itself

  private func apex(_ question: DNSQuestion, _ world: World) -> ZoneAnswer {
    guard let server = name(PublishedService.serviceName, PublishedService.namespace, "svc") else { return .absent }
    var answer = holding([.ns(server), authority(world).data], question)
    if question.type == .ns {
      let service = ServiceView(world.get(WellKnown.services, namespace: PublishedService.namespace, PublishedService.serviceName))
      answer.additional = (service?.addresses ?? []).map { record(server, .address($0)) }
    }
    return answer
  }

  /// Goes with every answer that says no, so that it is believed as long as the others (RFC 2308).
  private func authority(_ world: World) -> DNSRecord {
    let soa = StartOfAuthority(
      server: name(PublishedService.serviceName, PublishedService.namespace, "svc") ?? domain, mailbox: name("hostmaster") ?? domain,
      serial: UInt32(truncatingIfNeeded: world.now.secondsSinceEpoch), refresh: 7_200, retry: 1_800, expire: 86_400, minimum: ttlSeconds)
    return record(domain, .soa(soa))
  }
}

/// What the cluster says to a question.
public struct ZoneAnswer: Hashable, Sendable {
  public var code = ResponseCode.noError
  public var answers: [DNSRecord] = []
  public var authority: [DNSRecord] = []
  public var additional: [DNSRecord] = []
  /// The name that is to be asked for instead: the last answer is an alias for it.
  public var alias: DNSName?

  /// There is no such name.
  static let absent: ZoneAnswer = {
    var answer = ZoneAnswer()
    answer.code = .nameError
    return answer
  }()
  /// The name is there, or others under it, but no such record.
  static let empty = ZoneAnswer()
}
