import APIMachinery
import AccessControl
import Basics

/// Which of upstream's admission plugins take part: those on by default, and what was asked for
/// (kubernetes.io, "Admission Controllers"; `--enable-admission-plugins`, `--disable-admission-plugins`).
public struct AdmissionSelection: Sendable, Hashable {
  private var chosen: Set<AdmissionPluginName>

  /// Upstream's defaults, and NodeRestriction.
  public init() { chosen = Set(AdmissionPluginName.allCases.filter(\.isDefault)) }

  /// Reads the two lists; throws for a name that isn't a plugin's, is on both, or asks for a plugin that isn't there.
  public init(enabling enabled: [String], disabling disabled: [String]) throws(AdmissionSelectionError) {
    self.init()
    for name in disabled + enabled where !AdmissionPluginName.isKnown(name) { throw .unknown(name) }
    for name in enabled where disabled.contains(name) { throw .contradictory(name) }
    for name in disabled { if let plugin = AdmissionPluginName(rawValue: name) { chosen.remove(plugin) } }
    for name in enabled {
      guard let plugin = AdmissionPluginName(rawValue: name) else { throw .unsupported(name) }
      chosen.insert(plugin)
    }
  }

  /// The chosen plugins' names, in their order.
  public var names: [String] { AdmissionPluginName.allCases.filter(chosen.contains).map(\.rawValue) }

  func isOn(_ plugin: AdmissionPluginName) -> Bool { chosen.contains(plugin) }

  /// What plugins need besides the object and the unit of work.
  struct Surroundings {
    var random: any RandomSource
    var authorizer: AuthorizerChain
    var served: ServedAPIs
    var configuration = AdmissionPluginConfiguration()
  }

  /// In upstream's order, whatever order they were named in.
  func plugins(_ surroundings: Surroundings) -> [any AdmissionPlugin] {
    AdmissionPluginName.allCases.filter(chosen.contains).compactMap { $0.plugin(surroundings) }
  }
}

public enum AdmissionSelectionError: Error, Hashable, CustomStringConvertible {
  case unknown(String)
  case contradictory(String)
  case unsupported(String)

  public var description: String {
    switch self {
    case .unknown(let name): "unknown admission plugin \"\(name)\""
    case .contradictory(let name): "admission plugin \"\(name)\" is both enabled and disabled"
    case .unsupported(let name): "admission plugin \"\(name)\" is not supported by this server"
    }
  }
}
