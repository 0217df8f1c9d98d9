import APIMachinery
import RuntimeInterface

extension ContainerUser {
  init?(record value: Value?) {
    guard let user = value?["user"]?.int, let group = value?["group"]?.int else { return nil }
    self.init(user: user, group: group, supplementalGroups: value?["groups"]?.array?.compactMap(\.int) ?? [])
  }

  var record: Value { ["user": .int(user), "group": .int(group), "groups": .array(supplementalGroups.map { .int($0) })] }
}
