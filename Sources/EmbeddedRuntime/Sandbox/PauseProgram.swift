import Basics
import Glibc
import LinuxKernel
import Synchronization

/// The program of pause processes: it ignores the end of its children, so that the kernel buries what is orphaned in its
/// namespace, and sleeps for ever. It is a file of some two hundred bytes that needs no library: alone in its root directory, it
/// shows a container that looks through /proc/1/root nothing of the host.
enum PauseProgram {
  /// Above what the API lets a container run as.
  static let user: UInt32 = 4_000_000_000

  private static let installation = Mutex(())

  /// Puts the program where it can be a root directory's only file; returns that directory. Blocks.
  static func install(in directory: String) throws -> String {
    let path = directory + "/pause"
    try TextFile.makeDirectories(directory, mode: 0o755)
    let bytes = executable
    return try installation.withLock { _ in
      if let present = try? TextFile.readBytes(path), present == bytes { return directory }
      try TextFile.write(bytes, to: path, mode: 0o555)
      return directory
    }
  }

  /// An ELF file (System V ABI) of one loadable segment.
  static var executable: [UInt8] {
    func little(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
    let (base, headers) = (UInt64(0x40_0000), 64 + 56)
    let size = UInt64(headers + code.count)
    var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8)
    file += little(UInt16(2)) + little(machine) + little(UInt32(1)) + little(base + UInt64(headers))
    file += little(UInt64(64)) + little(UInt64(0)) + little(UInt32(0))
    file += [UInt16(64), 56, 1, 64, 0, 0].flatMap { little($0) }
    file += little(UInt32(1)) + little(UInt32(5)) + little(UInt64(0)) + little(base) + little(base)
    file += little(size) + little(size) + little(UInt64(0x1000))
    return file + code
  }

  // rt_sigaction(SIGCHLD, {SIG_IGN}, NULL, 8), then a system call that waits for a signal, over and over.
  #if arch(arm64)
    private static let machine: UInt16 = 183
    private static let code: [UInt8] = [
      0xd100_83ff, 0xd280_0021, 0xa900_7fe1, 0xa901_7fff, 0xd280_0220, 0x9100_03e1, 0xd280_0002, 0xd280_0103, 0xd280_10c8, 0xd400_0001,
      0xd280_0000, 0xd280_0001, 0xd280_0002, 0xd280_0003, 0xd280_0928, 0xd400_0001, 0x17ff_fffa,
    ].flatMap { (word: UInt32) in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
  #else
    private static let machine: UInt16 = 62
    private static let code: [UInt8] = [
      0x6a, 0, 0x6a, 0, 0x6a, 0, 0x6a, 1, 0xb8, 13, 0, 0, 0, 0xbf, 17, 0, 0, 0, 0x48, 0x89, 0xe6, 0x31, 0xd2, 0x41, 0xba, 8, 0, 0, 0, 0x0f,
      0x05, 0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7,
    ]
  #endif
}
