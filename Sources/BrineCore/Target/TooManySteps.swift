/// Whether a minion is meant cannot be found out in as many steps as that may take.
public struct TooManySteps: Error, Sendable, Hashable {}
