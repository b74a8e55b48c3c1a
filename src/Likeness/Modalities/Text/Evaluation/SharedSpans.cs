namespace Likeness.Modalities.Text.Evaluation;

/// <summary>The spans that a text shares with a training text.</summary>
/// <param name="Longest">The length of the longest shared span in bytes.</param>
/// <param name="Position">Its position in the text, from 0.</param>
/// <param name="TrainPosition">Its position in the training text, from 0.</param>
/// <param name="Quantile99">The 99 % quantile, over positions, of the longest shared span that begins there, in bytes.</param>
/// <param name="FractionInLong">The fraction of bytes in shared spans longer than <see cref="TextMemorisation.LongSpan"/>.</param>
public sealed record SharedSpans(
    int Longest,
    int Position,
    int TrainPosition,
    double Quantile99,
    double FractionInLong
);
