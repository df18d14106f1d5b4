import BrineCore
import MessagePack

extension SettingKind where Value == String {
    /// A path; one that is not absolute counts from `root_dir`, as in Salt.
    static var path: Self {
        Self(expected: "a path", read: readPath, write: \.self, relocate: RootedPath.path(_:under:))
    }

    /// An absolute path that is not put under `root_dir`: `root_dir` itself.
    static var root: Self {
        Self(
            expected: "an absolute path",
            read: { configured in
                guard let path = readPath(configured), path.hasPrefix("/") else { return nil }
                return RootedPath.normalized(path)
            },
            write: \.self
        )
    }

    /// Salt's `log_file` may be an address as in `udp://host:514`, which must not end up as a directory's name.
    @Sendable
    fileprivate static func readPath(_ configured: ConfiguredValue) -> String? {
        guard let path = configured.nonEmptyText, !path.contains("://"), !path.contains("\0") else { return nil }
        return path
    }
}

extension SettingKind where Value == [String] {
    /// Paths, each as ``SettingKind/path``; one alone may stand without a list.
    static var paths: Self {
        Self(
            expected: "a list of paths",
            read: { configured in
                let values = configured.value.arrayValue ?? [configured.value]
                let paths = values.compactMap { value in
                    value.stringValue.flatMap {
                        SettingKind<String>.readPath(ConfiguredValue(value: value, text: $0))
                    }
                }
                return paths.count == values.count ? paths : nil
            },
            write: { "[\($0.joined(separator: ", "))]" },
            relocate: { paths, root in paths.map { RootedPath.path($0, under: root) } }
        )
    }
}

extension SettingKind where Value == Host {
    /// The name or the address of a machine.
    static var host: Self {
        Self(
            expected: "a host's name or address",
            read: { $0.nonEmptyText.flatMap { Host($0) } },
            write: \.description
        )
    }
}

extension SettingKind where Value == MinionID {
    /// The name of a minion or of a master.
    static var id: Self {
        Self(
            expected: "an id of \(MinionID.rule)",
            read: { $0.nonEmptyText.flatMap { MinionID($0) } },
            write: \.description
        )
    }
}

extension SettingKind where Value == Fingerprint? {
    /// The fingerprint of a key, or an empty text for none.
    static var fingerprint: Self {
        Self(
            expected: "a SHA-256 fingerprint of 32 hex pairs with colons, or ''",
            read: { configured in
                if configured.value == "" { return .some(nil) }
                return configured.nonEmptyText.flatMap { Fingerprint(text: $0) }.map(Optional.some)
            },
            write: { $0?.description ?? "''" }
        )
    }
}

extension SettingKind where Value == ValueMap {
    /// A map of names to texts or lists of texts.
    static var nodegroups: Self {
        Self(
            expected: "a map of names to targets, each a text or a list of texts",
            read: { configured in configured.value.mapValue.flatMap { NodeGroups($0) == nil ? nil : $0 } },
            write: { _ in "{}" }
        )
    }

    /// A map of names to any values.
    static var namedValues: Self {
        Self(
            expected: "a map of names to values",
            read: \.value.mapValue,
            // A default that holds something would need YAML written here; none does.
            write: { _ in "{}" }
        )
    }
}
