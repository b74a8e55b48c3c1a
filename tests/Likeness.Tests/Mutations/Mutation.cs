namespace Likeness.Tests.Mutations;

/// <summary>A deliberate error in a wrapper around real code, and the properties that are checked of both.</summary>
/// <param name="Of">What is wrapped.</param>
/// <param name="Error">What is wrong.</param>
/// <param name="Property">The property that must catch it.</param>
/// <param name="Original">The findings on the real code, by property: all null.</param>
/// <param name="Mutated">The findings on the wrapper.</param>
internal sealed record Mutation(
    string Of,
    string Error,
    string Property,
    Func<IReadOnlyDictionary<string, string?>> Original,
    Func<IReadOnlyDictionary<string, string?>> Mutated
);
