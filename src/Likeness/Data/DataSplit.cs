namespace Likeness.Data;

/// <summary>
/// Data in three parts. Training examples are for fitting; validation examples are for choices (epoch, learning rate, number of components, …); test examples are
/// used once, by the evaluation.
/// </summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
/// <param name="Train">Weights, encodings, grids and ranges are fitted on these.</param>
/// <param name="Validation">Choices are made on these; may be empty.</param>
/// <param name="Test">The evaluation uses these; may be empty.</param>
public sealed record DataSplit<T>(T Train, T Validation, T Test)
{
    /// <summary>Notes for readers of results, such as rows that were left out; each a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Conversions of the data on reading, such as a resize; each a short line for the description of the data.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The parts with their names, in the order train, validation, test.</summary>
    public IReadOnlyList<(string Name, T Examples)> Parts =>
        [("train", Train), ("validation", Validation), ("test", Test)];

    /// <summary>Applies a function to each part.</summary>
    public DataSplit<TResult> Select<TResult>(Func<T, TResult> change) =>
        new(change(Train), change(Validation), change(Test)) { Remarks = Remarks, Facts = Facts };
}
