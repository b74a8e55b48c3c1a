namespace Likeness.Modalities.Sequences;

/// <summary>The log-probabilities of parts of a text, or of clips.</summary>
/// <param name="Lengths">Bytes or samples of each.</param>
/// <param name="LogProbabilities">log p of each, conditioned on what precedes it, in nats.</param>
internal sealed record ScoredParts(IReadOnlyList<int> Lengths, IReadOnlyList<double> LogProbabilities)
{
    /// <summary>log p per byte or sample: parts of different lengths are compared by it.</summary>
    public double[] PerUnit() => [.. LogProbabilities.Zip(Lengths, (nats, length) => nats / Math.Max(1, length))];

    /// <summary>These parts followed by others.</summary>
    public ScoredParts Concat(ScoredParts others) =>
        new([.. Lengths, .. others.Lengths], [.. LogProbabilities, .. others.LogProbabilities]);
}
