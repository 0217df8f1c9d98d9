import APIMachinery
import Basics

/// What a kind does beyond what its schema says. Every requirement has a default, so a kind states only its own rules.
///
/// All functions are pure; objects come in decoded (canonical field order, nulls gone, types right).
protocol KindRules: Sendable {
  /// Fills in the defaults that depend on other fields; static ones are in the schema.
  func applyDefaults(to object: inout Value)
  /// After the general preparation (status dropped where it is a subresource).
  func prepareForCreate(_ object: inout Value)
  /// After the general preparation (status or everything else kept, system metadata kept).
  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?)
  /// What is wrong with the object itself, metadata apart; holds for creates and updates.
  func validate(_ object: Value) -> [FieldError]
  /// What is wrong with a new object only; `validate` is called too.
  func validateCreate(_ object: Value) -> [FieldError]
  /// What is wrong with the step from `old`; `validate` is called too, unless this is for a subresource.
  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError]
  /// What is allowed and still hardly meant.
  func warnings(_ object: Value) -> [String]
  func cells(_ object: Value, now: Timestamp) -> [Value]
  /// Beyond metadata.name and metadata.namespace.
  func selectableFields(_ object: Value) -> [String: String]
  /// What the object's name must be.
  var nameRule: NameRule { get }
  /// Whether `metadata.generation` counts the changes of the desired state.
  var tracksGeneration: Bool { get }
  /// Whether a new object may bring its status with it (Node: the kubelet registers with one).
  var keepsStatusOnCreate: Bool { get }
  /// The subresources through which the status is written beside `status` itself.
  var statusSubresources: Set<String> { get }
  /// Whether an update of a kind that tracks generations counts as one.
  func changesDesiredState(_ new: Value, old: Value) -> Bool
}

extension KindRules {
  func applyDefaults(to object: inout Value) {}
  func prepareForCreate(_ object: inout Value) {}
  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {}
  func validate(_ object: Value) -> [FieldError] { [] }
  func validateCreate(_ object: Value) -> [FieldError] { [] }
  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] { [] }
  func warnings(_ object: Value) -> [String] { [] }
  func cells(_ object: Value, now: Timestamp) -> [Value] { [.string(object.name), Cell.age(object, now)] }
  func selectableFields(_ object: Value) -> [String: String] { [:] }
  var nameRule: NameRule { .dnsSubdomain }
  var tracksGeneration: Bool { false }
  var keepsStatusOnCreate: Bool { false }
  var statusSubresources: Set<String> { [] }
  func changesDesiredState(_ new: Value, old: Value) -> Bool { new["spec"] != old["spec"] }
}

/// The syntax that a kind demands of its objects' names.
enum NameRule: Sendable { case dnsSubdomain, dnsLabel, dnsLabel1035, pathSegment, address }

/// A kind without rules of its own.
struct PlainRules: KindRules {}
