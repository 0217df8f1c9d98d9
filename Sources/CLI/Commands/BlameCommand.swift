import APIMachinery
import ArgumentParser

/// kctl blame: who set each field of an object, and when.
struct BlameCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame", abstract: "Shows an object with the change that last set each line.",
    discussion: """
      Each line of the object's YAML is preceded by the commit, the person, the time and the field manager that set what it says: the \
      commit on main where there is one, else the one on live. Status and other machine-set fields are part of it; \
      --field limits it to a part.

      kctl blame deployment/web
      kctl blame deployment web --field spec.template
      kctl blame configmap/page --at '2 hours ago' -o json
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource"))
  var resources: [String]
  @Option(help: ArgumentHelp("Only this field and what is in it, such as spec.template.", valueName: "path"))
  var field: String?
  @Option(help: PointInTimeOptions.help) var at: String?
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    let selections = try await session.selections(ObjectSelection(arguments: resources, takesWholeTypes: false, verb: "blame"))
    guard selections.count == 1, case .object(let resource, let name) = selections[0] else {
      throw CommandFailure("blame is for one object: name it as TYPE/NAME")
    }
    let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: name)
    let place = try await at.asyncMap { try await session.place(PointInTime($0, now: session.now)) }
    let reading = try await at.asyncMap { _ in try await session.session(at: String(place?.revision ?? 0)) } ?? session
    let object = try await reading.get(address).withoutManagedFields
    let blame = try await BlameTracer(session: session).trace(
      object, selections[0], namespace: address.namespace, before: place.map { $0.revision + 1 })
    if !printer.format.isHuman { return try await printer.print(Self.value(object, blame, field)) }
    let shown = field.map { Self.part(of: object, $0) } ?? object
    guard !(shown.object?.isEmpty ?? true) else { throw CommandFailure("\(address.qualifiedName) has no field \(field ?? "")") }
    try await session.console.write(BlamedText(object.kind == "Secret" ? Self.hidingValues(shown) : shown, blame).text)
  }

  /// A Secret of which one sees which values there are, and no value.
  private static func hidingValues(_ secret: Value) -> Value {
    var secret = secret
    for field in ["data", "stringData"] {
      if let values = secret[field]?.object { secret[field] = .object(values.mapValues { _ in .string("***") }) }
    }
    if secret[path: "metadata", "annotations", LastApplied.annotation] != nil {
      secret[path: "metadata", "annotations", LastApplied.annotation] = "***"
    }
    return secret
  }

  /// The object with everything left out but a field and what it is in.
  static func part(of object: Value, _ field: String, _ path: FieldLocation = FieldLocation()) -> Value {
    switch object {
    case .object(let fields):
      var kept = Object()
      for (name, value) in fields where path.field(name).concerns(field) { kept[name] = part(of: value, field, path.field(name)) }
      return .object(kept)
    case .array(let elements):
      guard let key = ElementKey.key(elements) else { return object }
      return .array(elements.map { element in
        // By what an element is known stays with it.
        guard var fields = part(of: element, field, path.element(ElementKey.text(element, key), key: key)).object else { return element }
        fields[key] = element[key]
        return .object(fields)
      })
    default: return object
    }
  }

  private static func value(_ object: Value, _ blame: Blame, _ field: String?) -> Value {
    let isSecret = object.kind == "Secret"
    let leaves = Blame.leaves(object).filter { leaf in field.map { leaf.path.concerns($0) } ?? true }
    return [
      "kind": "Blame", "apiVersion": "kctl.dev/v1alpha1",
      "items": .array(leaves.map { leaf in
        let shown: Value = isSecret && leaf.path.isSecretData ? "***" : leaf.value
        var item: Value = ["field": .string(leaf.path.description), "value": shown]
        if let origin = blame.origins[leaf.path]?.value.object {
          item["change"] = .object(origin.filter { !["before", "after", "object"].contains($0.key) })
        }
        return item
      }),
    ]
  }
}

extension Optional where Wrapped: Sendable {
  func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
    if let value = self { try await transform(value) } else { nil }
  }
}
