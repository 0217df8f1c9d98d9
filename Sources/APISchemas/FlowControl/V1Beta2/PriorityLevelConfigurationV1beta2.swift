import APIMachinery

/// Before v1beta3 a level's share of the server has another name; the first and second beta have the same form.
enum PriorityLevelConfigurationV1beta2 {
  static let conversion = KindConversion(
    toStored: { move("assuredConcurrencyShares", to: "nominalConcurrencyShares", in: &$0) },
    fromStored: { move("nominalConcurrencyShares", to: "assuredConcurrencyShares", in: &$0) })

  private static func move(_ old: String, to new: String, in object: inout Value) {
    object.edit("spec") { spec in
      spec.edit("limited") { limited in
        guard let shares = limited[old] else { return }
        limited[old] = nil
        limited[new] = shares
      }
    }
  }
}

extension SchemaText {
  static let flowcontrolV1beta1PriorityLevelConfiguration = priorityLevels("v1beta1")
  static let flowcontrolV1beta2PriorityLevelConfiguration = priorityLevels("v1beta2")

  private static func priorityLevels(_ version: String) -> SchemaText {
    SchemaText(
      group: "flowcontrol.apiserver.k8s.io", version: version, package: "io.k8s.api.flowcontrol." + version,
      """
      resource prioritylevelconfigurations PriorityLevelConfiguration singular=prioritylevelconfiguration stored=flowcontrol.apiserver.k8s.io/v1
      kind PriorityLevelConfiguration -- A level of priority: how many requests are served at a time, and what becomes of the others.
        metadata meta.ObjectMeta #1 -- Standard object metadata.
        spec PriorityLevelConfigurationSpec #2 -- What is wanted.
        status flowcontrol.PriorityLevelConfigurationStatus #3 -- What was last observed; written by the system.

      type PriorityLevelConfigurationSpec -- How a level serves its requests.
        exempt flowcontrol.ExemptPriorityLevelConfiguration #3 -- Settings of a level without limits; for type Exempt.
        limited LimitedPriorityLevelConfiguration #2 -- Settings of a level with limits; for type Limited.
        type! string #1 -- Exempt or Limited.

      type LimitedPriorityLevelConfiguration -- Settings of a level with limits.
        assuredConcurrencyShares int32? #1 -- The level's share of the server; 30 by default.
        borrowingLimitPercent int32? #4 -- How many seats it may borrow, as a percentage of its own; unset means any number.
        lendablePercent int32? #3 -- The percentage of its seats that others may borrow; 0 by default.
        limitResponse flowcontrol.LimitResponse #2 -- What becomes of requests beyond the limit.
      """)
  }
}
