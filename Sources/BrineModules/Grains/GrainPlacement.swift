internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// A value that is put at a path inside a grain, or taken away from there.
struct GrainPlacement {
    /// What stands in the way of a path.
    struct Obstacle: Error {
        /// The path to it.
        let path: String
        /// What stands there.
        let value: Value
        /// The name that was looked for in it.
        let step: String
    }

    /// What to put there; nil takes away what is there.
    let value: Value?
    /// Whether what is neither a list nor a map makes room for a map.
    let replacesScalars: Bool
    /// What stands between the names of a path in messages.
    let delimiter: String

    /// What the grains hold under the first name of a path when the value is in its place; nil for nothing.
    ///
    /// Maps are made where there is nothing. In a list a place counted from 0 that there is means that one, and a name
    /// the maps that have it: without any of those a text of that name becomes a map, or a new map is appended.
    ///
    /// - Throws: ``Obstacle`` where the path leads through something else.
    func top(of path: GrainPath, in grains: ValueMap) throws(Obstacle) -> Value? {
        guard let name = path.steps.first else { return value }
        return try placed(path.steps.dropFirst(), in: grains[name], after: [name])
    }

    private func placed(
        _ steps: ArraySlice<String>,
        in existing: Value?,
        after passed: [String]
    ) throws(Obstacle) -> Value? {
        guard let step = steps.first else { return value }
        let next = existing.flatMap { GrainPath.step(step, into: $0) }
        let inner = try placed(steps.dropFirst(), in: next, after: passed + [step])
        switch existing ?? [:] {
        case .map(var map):
            map[map.key(for: step)] = inner
            return .map(map)
        case .array(let elements):
            return .array(placed(inner, at: step, in: elements))
        case let other where other == .string(step) || replacesScalars:
            return .map(ValueMap(inner.map { [(.string(step), $0)] } ?? []))
        case let other:
            throw Obstacle(path: passed.joined(separator: delimiter), value: other, step: step)
        }
    }

    private func placed(_ inner: Value?, at step: String, in elements: [Value]) -> [Value] {
        var elements = elements
        if let place = Int(step), elements.indices.contains(place) {
            elements.replaceSubrange(place...place, with: inner.map { [$0] } ?? [])
            return elements
        }
        var isPlaced = inner == nil
        for (place, element) in elements.enumerated() {
            if case .map(var map) = element, map[map.key(for: step)] != nil {
                map[map.key(for: step)] = inner
                elements[place] = .map(map)
                isPlaced = true
            } else if let inner, element == .string(step) {
                elements[place] = .map([.string(step): inner])
                isPlaced = true
            }
        }
        if let inner, !isPlaced { elements.append(.map([.string(step): inner])) }
        return elements
    }
}

extension ValueMap {
    /// The key that a name in a path means: the text, or the integer that it spells where only that is there.
    fileprivate func key(for step: String) -> Value {
        guard self[step] == nil, let number = Int64(step), self[.int(number)] != nil else { return .string(step) }
        return .int(number)
    }
}
