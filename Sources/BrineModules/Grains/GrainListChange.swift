internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// What `grains.append` and `grains.remove` make of a grain that is a list.
enum GrainListChange: Equatable {
    /// A grain that changes, and what it becomes.
    case change(name: String, value: Value)
    /// Nothing changes, for this reason.
    case nothing(reason: String)

    /// A value more at the end of the list, or the values of a list; a list is made where there is nothing.
    ///
    /// - Parameters:
    ///   - value: What to append.
    ///   - key: The grain, and names or places inside it.
    ///   - delimiter: What stands between the names.
    ///   - converts: Whether something else than a list becomes the first element of one.
    ///   - grains: What the grains are now.
    /// - Returns: What becomes of the grain.
    static func appending(
        _ value: Value,
        to key: String,
        delimiter: String,
        converts: Bool,
        in grains: ValueMap
    ) -> GrainListChange {
        let path = GrainPath(key, delimiter: delimiter)
        let existing = path.value(in: grains) ?? []
        let list = existing.arrayValue ?? (converts ? existing == .null ? [] : [existing] : nil)
        guard let list else { return .nothing(reason: notAList(key)) }
        guard !list.contains(value) else {
            return .nothing(reason: "The val \(value.plainText) was already in the list \(key)")
        }
        return placing(list + (value.arrayValue ?? [value]), at: path, delimiter: delimiter, in: grains)
    }

    /// The list without the first place where a value stands.
    ///
    /// - Parameters:
    ///   - value: What to remove.
    ///   - key: The grain, and names or places inside it.
    ///   - delimiter: What stands between the names.
    ///   - grains: What the grains are now.
    /// - Returns: What becomes of the grain.
    static func removing(_ value: Value, from key: String, delimiter: String, in grains: ValueMap) -> GrainListChange {
        let path = GrainPath(key, delimiter: delimiter)
        guard var list = (path.value(in: grains) ?? []).arrayValue else { return .nothing(reason: notAList(key)) }
        guard let place = list.firstIndex(of: value) else {
            return .nothing(reason: "The val \(value.plainText) was not in the list \(key)")
        }
        list.remove(at: place)
        return placing(list, at: path, delimiter: delimiter, in: grains)
    }

    private static func placing(
        _ list: [Value],
        at path: GrainPath,
        delimiter: String,
        in grains: ValueMap
    ) -> GrainListChange {
        let placement = GrainPlacement(value: .array(list), replacesScalars: false, delimiter: delimiter)
        do throws(GrainPlacement.Obstacle) {
            return .change(name: path.steps[0], value: try placement.top(of: path, in: grains) ?? [])
        } catch {
            return .nothing(reason: "The key \(error.path) is not a valid dict")
        }
    }

    private static func notAList(_ key: String) -> String {
        "The key \(key) is not a valid list"
    }
}
