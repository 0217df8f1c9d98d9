import CShims
import Glibc
import LinuxKernel

extension HostDevice {
  /// Those below /dev, without what every container gets of its own (terminals, shared memory). Blocks.
  static func list(_ directory: String = "/dev") -> [HostDevice] {
    let own: Set<String> = ["/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fd", "/dev/console", "/dev/.lxc", "/dev/.udev"]
    return FileTree.names(in: directory).flatMap { name -> [HostDevice] in
      let path = directory + "/" + name
      var information = stat()
      guard !own.contains(path), lstat(path, &information) == 0 else { return [] }
      switch information.st_mode & S_IFMT {
      case S_IFDIR: return list(path)
      case S_IFBLK, S_IFCHR:
        let number = UInt64(information.st_rdev)
        return [
          HostDevice(
            path: path, isBlock: information.st_mode & S_IFMT == S_IFBLK, major: kctl_device_major(number),
            minor: kctl_device_minor(number), mode: information.st_mode & 0o777)
        ]
      default: return []
      }
    }
  }
}
