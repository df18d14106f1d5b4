internal import MessagePack

/// Grains with what tells one machine from others made unrecognisable, to be shown to strangers.
enum GrainsSanitizer {
    /// The grains with the names of the machine replaced and the end of its serial number crossed out.
    static func sanitized(_ grains: ValueMap) -> ValueMap {
        var grains = grains
        for (name, replacement) in replacements where grains[name] != nil {
            grains[name] = .string(replacement)
        }
        if let serial = grains["serialnumber"]?.stringValue {
            let kept = serial.prefix(serial.count * 3 / 4)
            grains["serialnumber"] = .string(kept + String(repeating: "X", count: serial.count - kept.count))
        }
        return grains
    }

    private static let replacements = [
        ("domain", "DOMAINNAME"), ("fqdn", "MINION.DOMAINNAME"), ("id", "MINION.DOMAINNAME"), ("host", "MINION"),
        ("localhost", "MINION"), ("nodename", "MINION"),
    ]
}
