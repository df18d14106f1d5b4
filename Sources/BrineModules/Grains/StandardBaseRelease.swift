internal import MessagePack

/// The distribution as the Linux Standard Base names it.
struct StandardBaseRelease: Sendable, Hashable {
    /// As in `Ubuntu`; nil where it is not told, as all the others.
    var id: String?
    /// As in `22.04`.
    var release: String?
    /// As in `jammy`.
    var codeName: String?
    /// As in `Ubuntu 22.04.4 LTS`.
    var description: String?

    /// What `/etc/lsb-release` says, and where that names no distribution, `os-release`.
    init(_ file: OSRelease?, or system: OSRelease?) {
        if let file, let id = file["DISTRIB_ID"] {
            self.id = id
            release = file["DISTRIB_RELEASE"]
            codeName = file["DISTRIB_CODENAME"]
            description = file["DISTRIB_DESCRIPTION"]
        } else if let system {
            id = system["NAME"]
            release = system["VERSION_ID"]
            codeName = system["VERSION_CODENAME"] ?? system["PRETTY_NAME"]
        }
    }

    /// The grains that tell of it.
    func grains() -> ValueMap {
        let grains = [
            ("lsb_distrib_id", id), ("lsb_distrib_release", release), ("lsb_distrib_codename", codeName),
            ("lsb_distrib_description", description),
        ]
        return ValueMap(grains.compactMap { name, text in text.map { (.string(name), .string($0)) } })
    }
}
