import CLibYAML

/// libyaml's parser over one text, event by event, with marks in bytes and errors with their place.
final class YAMLEventReader {
  struct Scalar {
    var text: String
    var tag: String?
    var anchor: String?
    var isPlainImplicit: Bool
    var style: YAMLNode.ScalarStyle
  }

  enum Event {
    case streamStart
    case streamEnd
    case documentStart(isImplicit: Bool)
    case documentEnd
    case alias(String)
    case scalar(Scalar)
    case sequenceStart(anchor: String?, hasTag: Bool, isFlow: Bool)
    case mappingStart(anchor: String?, hasTag: Bool, isFlow: Bool)
    case collectionEnd
  }

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let text: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes of byte order mark stand before the text that libyaml sees.
  private let base: Int
  /// The byte offset of each character; empty for ASCII text, where both are the same.
  private var characterOffsets: [Int32] = []

  private(set) var start = YAMLMark(offset: 0, line: 0, column: 0)
  private(set) var end = YAMLMark(offset: 0, line: 0, column: 0)

  init(_ bytes: [UInt8]) throws(YAML.SyntaxError) {
    base = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    text = .allocate(capacity: max(bytes.count - base, 1))
    _ = text.initialize(fromContentsOf: bytes[base...])
    let isReady = yaml_parser_initialize(parser) != 0
    if !bytes.allSatisfy({ $0 < 0x80 }) {
      characterOffsets.reserveCapacity(bytes.count)
      for (offset, byte) in bytes[base...].enumerated() where byte & 0xc0 != 0x80 { characterOffsets.append(Int32(offset)) }
      characterOffsets.append(Int32(bytes.count - base))
    }
    guard isReady else { throw YAML.SyntaxError(message: "out of memory", line: 1, column: 1) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, bytes.count - base)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  func next() throws(YAML.SyntaxError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) != 0 else { throw failure() }
    defer { yaml_event_delete(&event) }
    start = mark(event.start_mark)
    end = mark(event.end_mark)
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart(isImplicit: event.data.document_start.implicit != 0)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: return .scalar(scalar(event))
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      let isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
      return .sequenceStart(anchor: string(sequence.anchor), hasTag: sequence.tag != nil, isFlow: isFlow)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return .mappingStart(anchor: string(mapping.anchor), hasTag: mapping.tag != nil, isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
    default: return .streamEnd
    }
  }

  private func scalar(_ event: yaml_event_t) -> Scalar {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let style: YAMLNode.ScalarStyle = switch scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
    return Scalar(
      text: String(decoding: bytes, as: UTF8.self), tag: string(scalar.tag), anchor: string(scalar.anchor),
      isPlainImplicit: scalar.plain_implicit != 0, style: style)
  }

  private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// libyaml counts characters; everything else here counts bytes.
  private func mark(_ mark: yaml_mark_t) -> YAMLMark {
    let index = Int(mark.index)
    let offset = characterOffsets.isEmpty ? index : Int(characterOffsets[min(index, characterOffsets.count - 1)])
    return YAMLMark(offset: base + offset, line: Int(mark.line), column: Int(mark.column))
  }

  private func failure() -> YAML.SyntaxError {
    let state = parser.pointee
    var message = state.problem.map { String(cString: $0) } ?? "can't be parsed"
    if state.error == YAML_READER_ERROR {
      let before = text[..<min(Int(state.problem_offset), text.count)]
      let line = before.count { $0 == 0x0a }
      let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      return YAML.SyntaxError(message: message, line: line + 1, column: before.count - lineStart + 1)
    }
    if state.error == YAML_MEMORY_ERROR { return YAML.SyntaxError(message: "out of memory", line: 1, column: 1) }
    let place = mark(state.problem_mark)
    if place.offset - base < text.count, text[place.offset - base] == 0x09 {
      message += "; tabs can't indent YAML, use spaces"
    }
    if let context = state.context { message = String(cString: context) + ": " + message }
    return YAML.SyntaxError(message: message, line: place.line + 1, column: place.column + 1)
  }
}
