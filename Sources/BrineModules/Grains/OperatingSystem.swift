internal import MessagePack

/// The distribution a machine runs, in the words that Salt's users target by.
struct OperatingSystem: Sendable, Hashable {
    /// As in `Debian`, `Ubuntu`, `RedHat`, `Rocky`.
    var name: String
    /// As in `Debian`, `RedHat`, `Suse`.
    var family: String
    /// The name in full, as in `Debian GNU/Linux`.
    var fullName: String
    /// The version, as in `12` or `22.04`; nil where there is none.
    var release: String?
    /// The version's name, as in `bookworm`.
    var codeName: String?

    /// What an `os-release` file says.
    init(_ file: OSRelease) {
        let id = file["ID"]?.lowercased() ?? "linux"
        let known = Self.known[id]
        fullName = file["NAME"] ?? "Linux"
        name = known?.name ?? Self.firstWord(fullName)
        let relatives = file["ID_LIKE"]?.lowercased().split(separator: " ").map(String.init) ?? []
        family = known?.family ?? relatives.lazy.compactMap { Self.known[$0]?.family }.first ?? name
        release = file["VERSION_ID"] ?? file["BUILD_ID"]
        codeName = file["VERSION_CODENAME"] ?? Self.inBrackets(file["VERSION"] ?? "")
    }

    /// The first number of the version, or nil where it does not begin with one.
    var majorRelease: Int64? {
        release.flatMap { Int64($0.prefix { $0.isASCII && $0.isNumber }) }
    }

    /// How the distribution's packages name an architecture that the kernel names otherwise.
    func architecture(kernelName: String) -> String {
        family == "Debian" ? Self.debianArchitectures[kernelName] ?? kernelName : kernelName
    }

    /// The parts of the version: numbers where they are such, texts otherwise.
    var releaseParts: [Value] {
        (release ?? "").split(separator: ".", omittingEmptySubsequences: false)
            .map { part in
                let isNumber = part.allSatisfy { $0.isASCII && $0.isNumber }
                return (isNumber ? Int64(part) : nil).map { .int($0) } ?? .string(String(part))
            }
    }

    /// The distribution with the part of its version that matters, as in `Debian-12`, `Ubuntu-22.04`, `Rocky Linux-9`.
    ///
    /// As Salt forms it; nil without a version.
    var fingerprint: String? {
        guard let release else { return nil }
        let major = String(release.prefix { $0 != "." })
        return "\(["Debian", "Raspbian"].contains(name) ? name : fullName)-"
            + (["Ubuntu", "Pop"].contains(name) ? release : major)
    }

    /// The grains that tell of it.
    func grains(kernelArchitecture: String) -> ValueMap {
        var grains: ValueMap = [
            "os": .string(name), "os_family": .string(family), "osfullname": .string(fullName),
            "osarch": .string(architecture(kernelName: kernelArchitecture)),
        ]
        grains["osrelease"] = release.map { .string($0) }
        grains["osrelease_info"] = release == nil ? nil : .array(releaseParts)
        grains["osfinger"] = fingerprint.map { .string($0) }
        grains["osmajorrelease"] = majorRelease.map { .int($0) }
        grains["oscodename"] = codeName.map { .string($0) }
        return grains
    }

    private static func firstWord(_ text: String) -> String {
        text.split(separator: " ").first.map(String.init) ?? text
    }

    private static func inBrackets(_ text: String) -> String? {
        guard let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
        return String(text[text.index(after: open)..<close])
    }
}

extension OperatingSystem {
    /// By the `ID` of `os-release`: the names that Salt gives.
    private static let known: [String: (name: String, family: String)] = [
        "almalinux": ("AlmaLinux", "RedHat"), "alpine": ("Alpine", "Alpine"), "amzn": ("Amazon", "RedHat"),
        "arch": ("Arch", "Arch"), "centos": ("CentOS", "RedHat"), "debian": ("Debian", "Debian"),
        "fedora": ("Fedora", "RedHat"), "gentoo": ("Gentoo", "Gentoo"), "kali": ("Kali", "Debian"),
        "linuxmint": ("Mint", "Debian"), "manjaro": ("Manjaro", "Arch"), "ol": ("OEL", "RedHat"),
        "opensuse-leap": ("SUSE", "Suse"), "opensuse-tumbleweed": ("SUSE", "Suse"), "pop": ("Pop", "Debian"),
        "raspbian": ("Raspbian", "Debian"), "rhel": ("RedHat", "RedHat"), "rocky": ("Rocky", "RedHat"),
        "sles": ("SUSE", "Suse"), "suse": ("SUSE", "Suse"), "ubuntu": ("Ubuntu", "Debian"), "void": ("Void", "Void"),
    ]

    /// By the kernel's name: Debian's names where they differ.
    private static let debianArchitectures = [
        "x86_64": "amd64", "aarch64": "arm64", "armv7l": "armhf", "armv6l": "armhf", "i386": "i386", "i586": "i386",
        "i686": "i386", "ppc64le": "ppc64el",
    ]
}
