namespace Likeness.Data;

/// <summary>
/// Data in three parts. Training examples fit; validation examples choose (epoch, learning rate, number of components, …); test examples are
/// used once, by the evaluation.
/// </summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
/// <param name="Train">What weights, encodings, grids and ranges are fitted on.</param>
/// <param name="Validation">What choices are made by; may be empty.</param>
/// <param name="Test">What the evaluation uses; may be empty.</param>
public sealed record DataSplit<T>(T Train, T Validation, T Test)
{
    /// <summary>What a reader of results must know, such as rows that were left out; each a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What was done to the data as it was read, such as a resize; each a short line for the description of the data.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The parts with their names, in the order train, validation, test.</summary>
    public IReadOnlyList<(string Name, T Examples)> Parts =>
        [("train", Train), ("validation", Validation), ("test", Test)];

    /// <summary>Does the same to each part.</summary>
    public DataSplit<TResult> Select<TResult>(Func<T, TResult> change) =>
        new(change(Train), change(Validation), change(Test)) { Remarks = Remarks, Facts = Facts };
}
