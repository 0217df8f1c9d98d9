import APIMachinery
import ArgumentParser

struct CreateQuota: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "quota", abstract: "Creates a resource quota.",
    discussion: "kctl create quota small --hard=pods=10,requests.cpu=4,requests.memory=8Gi", aliases: ["resourcequota"])

  @Argument(help: "The quota's name.") var name: String
  @Option(help: ArgumentHelp("The limits, such as pods=10,cpu=4.", valueName: "name=quantity,…")) var hard: String = ""
  @Option(help: ArgumentHelp("The scopes it holds in.", valueName: "scope,…")) var scopes: String = ""
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var object: Value = ["apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": .string(name)]]
    var spec = Object()
    let limits = try Quantities.parse(hard)
    if !limits.isEmpty { spec["hard"] = .object(limits) }
    if !scopes.isEmpty { spec["scopes"] = .array(scopes.split(separator: ",").map { .string(String($0)) }) }
    object["spec"] = .object(spec)
    try await options.create(object, plural: "resourcequotas")
  }
}

struct CreatePodDisruptionBudget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poddisruptionbudget", abstract: "Creates a pod disruption budget.",
    discussion: "kctl create poddisruptionbudget web --selector=app=web --min-available=50%", aliases: ["pdb"])

  @Argument(help: "The budget's name.") var name: String
  @Option(help: ArgumentHelp("The pods it is for, such as app=web.", valueName: "selector")) var selector: String = ""
  @Option(help: ArgumentHelp("How many pods must stay, as a number or a percentage.", valueName: "count")) var minAvailable: String?
  @Option(help: ArgumentHelp("How many pods may be away, as a number or a percentage.", valueName: "count")) var maxUnavailable: String?
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard !selector.isEmpty else { throw CommandFailure("a selector must be specified") }
    guard (minAvailable == nil) != (maxUnavailable == nil) else {
      throw CommandFailure(
        minAvailable == nil
          ? "one of min-available or max-unavailable must be specified"
          : "min-available and max-unavailable cannot be both specified")
    }
    var spec: Value = ["selector": try SelectorText.value(selector)]
    if let minAvailable { spec["minAvailable"] = Int64(minAvailable).map { .int($0) } ?? .string(minAvailable) }
    if let maxUnavailable { spec["maxUnavailable"] = Int64(maxUnavailable).map { .int($0) } ?? .string(maxUnavailable) }
    let object: Value = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": .string(name)], "spec": spec,
    ]
    try await options.create(object, plural: "poddisruptionbudgets")
  }
}

struct CreatePriorityClass: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "priorityclass", abstract: "Creates a priority class.",
    discussion: "kctl create priorityclass urgent --value=1000 --description=urgent", aliases: ["pc"])

  @Argument(help: "The priority class's name.") var name: String
  @Option(parsing: .unconditional, help: ArgumentHelp("The priority; higher comes first.", valueName: "number")) var value: Int64 = 0
  @Flag(help: "Pods that name no class get this one.") var globalDefault = false
  @Option(help: ArgumentHelp("When to use it.", valueName: "text")) var description: String = ""
  @Option(help: ArgumentHelp("Whether pods of lower priority are ended for these.", valueName: "Never|PreemptLowerPriority"))
  var preemptionPolicy: String = "PreemptLowerPriority"
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var object: Value = [
      "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": .string(name)], "value": .int(value),
      "preemptionPolicy": .string(preemptionPolicy),
    ]
    if globalDefault { object["globalDefault"] = true }
    if !description.isEmpty { object["description"] = .string(description) }
    try await options.create(object, plural: "priorityclasses", isNamespaced: false)
  }
}

extension SelectorText {
  /// The LabelSelector that `app=web,tier in (a,b)` means.
  static func value(_ text: String) throws(CommandFailure) -> Value {
    var labels = Object()
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", omittingEmptySubsequences: true).map { $0.trimmed }
      guard pair.count == 2, !part.contains("!") else {
        throw CommandFailure("invalid selector \"\(text)\": only key=value pairs can be matched here")
      }
      labels[pair[0]] = .string(pair[1])
    }
    return ["matchLabels": .object(labels)]
  }
}
