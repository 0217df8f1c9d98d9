/// `$(NAME)` in commands, arguments and values (API reference: Container.command): replaced where the variable is known, left as
/// it is where it isn't; `$$` stands for one dollar.
enum VariableExpansion {
  static func expand(_ text: String, _ lookup: (String) -> String?) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "$"), position + 1 < bytes.count else {
        result.append(bytes[position])
        position += 1
        continue
      }
      switch bytes[position + 1] {
      case UInt8(ascii: "$"):
        result.append(UInt8(ascii: "$"))
        position += 2
      case UInt8(ascii: "("):
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ")")) else {
          result.append(contentsOf: [UInt8(ascii: "$"), UInt8(ascii: "(")])
          position += 2
          continue
        }
        let name = String(decoding: bytes[(position + 2)..<end], as: UTF8.self)
        result.append(contentsOf: lookup(name).map { Array($0.utf8) } ?? Array(bytes[position...end]))
        position = end + 1
      default:
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
