internal import BrineCore
package import MessagePack

/// The versions of Brine, of what it is built of and of what it runs on.
package struct VersionsReport {
    private let sections: [(heading: String, versions: ValueMap)]

    /// The versions that a call may know of.
    init(_ context: CallContext) {
        self.init(libraries: context.versions, grains: context.grains)
    }

    /// The versions of some libraries, and what grains say of the system.
    package init(libraries: ValueMap, grains: ValueMap) {
        sections = [
            ("Brine Version", ["Brine": .string(brineVersion)]),
            ("Dependency Versions", libraries),
            ("System Versions", Self.system(grains)),
        ]
    }

    /// A map of names to versions under each heading.
    var value: Value {
        .map(ValueMap(sections.map { (.string($0.heading), .map($0.versions)) }))
    }

    /// The headings with a line for each version below, the names in order and flush right, as Salt prints them.
    package var text: String {
        let lines = sections.map { section in
            section.versions.entries.map { (name: Self.plain($0.key), version: Self.plain($0.value)) }
                .sorted { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) }
        }
        // Salt leaves room for "Not Installed" in the column of names, and a space before the longest.
        let width = (lines.joined().map(\.name.count) + [13]).max().map { $0 + 1 } ?? 0
        return zip(sections, lines)
            .map { section, lines in
                let rows = lines.map { line in
                    String(repeating: " ", count: width - line.name.count) + "\(line.name): \(line.version)"
                }
                return (["\(section.heading):"] + rows).joined(separator: "\n")
            }
            .joined(separator: "\n\n")
    }

    /// What the grains say of the system, under Salt's names; what they do not say is left out.
    private static func system(_ grains: ValueMap) -> ValueMap {
        func words(_ names: String...) -> Value? {
            let words = names.compactMap { grains[$0]?.stringValue }.filter { !$0.isEmpty }
            return words.isEmpty ? nil : .string(words.joined(separator: " "))
        }
        var versions: ValueMap = [:]
        versions["dist"] = words("os", "osrelease", "oscodename").map { .string(($0.stringValue ?? "").lowercased()) }
        versions["machine"] = words("cpuarch")
        versions["release"] = words("kernelrelease")
        versions["system"] = words("kernel")
        versions["version"] = words("osfullname", "osrelease", "oscodename")
        return versions
    }

    private static func plain(_ value: Value) -> String {
        value.stringValue ?? value.argumentText
    }
}
