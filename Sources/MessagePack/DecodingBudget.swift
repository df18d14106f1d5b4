/// What is left of the ``DecodingLimits`` while one value is read.
///
/// It also counts the elements that headers announced and that have not been read yet. Each takes a byte at least, so no
/// list or map is believed that announces more than the bytes behind it could hold, and all that is ever reserved, over
/// every level of nesting, stays in proportion to the input.
struct DecodingBudget {
    private let limits: DecodingLimits
    private var valuesLeft: Int
    private var announced = 1

    /// The budget for one value with all that it holds.
    init(_ limits: DecodingLimits) {
        self.limits = limits
        valuesLeft = limits.maximumValueCount - 1
    }

    /// Notes that one of the announced values begins.
    mutating func begin() {
        announced -= 1
    }

    /// Notes a list or map of `count` values that stands inside `depth` others, with `available` bytes behind its header.
    mutating func open(count: Int, depth: Int, available: Int, offset: Int) throws(MessagePackError) {
        guard depth < limits.maximumDepth else {
            throw MessagePackError(.tooDeep(limit: limits.maximumDepth), at: offset)
        }
        let needed = announced + count
        guard needed <= available else {
            throw MessagePackError(.truncated(needed: needed, available: available), at: offset)
        }
        guard count <= valuesLeft else {
            throw MessagePackError(.tooManyValues(limit: limits.maximumValueCount), at: offset)
        }
        announced = needed
        valuesLeft -= count
    }
}
