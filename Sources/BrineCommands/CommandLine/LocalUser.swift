import Glibc

/// The user at the keyboard, whose name a job carries.
enum LocalUser {
    /// The user's name; `sudo_NAME` for one who became root by sudo, as in Salt; the number where there is no name.
    static var name: String {
        let user = getuid()
        if user == 0, let sudo = getenv("SUDO_USER") {
            let name = String(cString: sudo)
            if !name.isEmpty, name != "root" { return "sudo_\(name)" }
        }
        guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return "\(user)" }
        return String(cString: name)
    }
}
