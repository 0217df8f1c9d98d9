/// Something of which there is one only, held by a unit of work until it is committed or dropped.
enum ServiceAllocation: Hashable, Sendable {
  case address(String)
  case nodePort(Int, transport: String)
}
