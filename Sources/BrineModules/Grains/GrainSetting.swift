internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// What `grains.set` makes of a grain: what changes, and what it answers.
struct GrainSetting {
    /// The grain that changes and what it becomes, nil for nothing; nil where no grain changes.
    private(set) var change: (name: String, value: Value?)?
    /// Why nothing changes; empty where something does.
    private(set) var comment = ""
    /// Whether the grain is as it was asked for.
    private(set) var succeeds = true

    /// The setting of a grain, or of a value inside it.
    ///
    /// - Parameters:
    ///   - key: The grain, and names or places inside it.
    ///   - value: What it is to be.
    ///   - force: Whether lists and maps may be replaced, and take the place of something else.
    ///   - destructive: Whether nothing for a value means that the name goes too.
    ///   - delimiter: What stands between the names.
    ///   - grains: What the grains are now.
    init(
        _ key: String,
        to value: Value,
        force: Bool,
        destructive: Bool,
        delimiter: String,
        in grains: ValueMap
    ) {
        let path = GrainPath(key, delimiter: delimiter)
        let existing = path.value(in: grains)
        let removes = value == .null && destructive
        if removes, existing == nil { return }
        if existing == value, !removes {
            comment = "Grain is already set"
            return
        }
        if let existing, existing != .null, !force, existing.isCollection || value.isCollection {
            let reason = existing.isCollection ? "is a dict or a list." : "the given value is a dict or a list."
            refuse("The key '\(key)' exists \(existing.isCollection ? "but" : "and") \(reason)")
            return
        }
        let placement = GrainPlacement(
            value: removes ? Value?.none : value,
            replacesScalars: force,
            delimiter: delimiter
        )
        do throws(GrainPlacement.Obstacle) {
            change = (path.steps[0], try placement.top(of: path, in: grains))
        } catch {
            refuse(
                "The key '\(error.path)' value is '\(error.value.plainText)', which is different from the provided key "
                    + "'\(error.step)'."
            )
        }
    }

    /// Salt's answer: a comment, the grain as it is now, and whether all went well.
    var answer: Value {
        let changes = change.map { [.string($0.name): $0.value ?? .null] as ValueMap } ?? [:]
        return ["comment": .string(comment), "changes": .map(changes), "result": .bool(succeeds)]
    }

    private mutating func refuse(_ reason: String) {
        comment = "\(reason) Use 'force=True' to overwrite."
        succeeds = false
    }
}

extension Value {
    /// Whether this is a list or a map.
    fileprivate var isCollection: Bool {
        switch self {
        case .array, .map: true
        default: false
        }
    }
}
