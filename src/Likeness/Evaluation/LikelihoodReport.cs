namespace Likeness.Evaluation;

/// <summary>A model's negative log-likelihood of real rows, in data space. Compare only within one kind.</summary>
/// <param name="Rows">How many rows were scored.</param>
/// <param name="On">Which rows: "held-out rows" or "training rows".</param>
/// <param name="Nats">Mean −log p(row), in nats.</param>
/// <param name="BitsPerDimension">Nats / (columns · ln 2).</param>
/// <param name="Interval">90 % bootstrap interval of <paramref name="Nats"/> over the rows.</param>
/// <param name="Kind">How it was had: "exact", "importance-weighted bound, K = 50", …</param>
public sealed record LikelihoodReport(
    int Rows,
    string On,
    double Nats,
    double BitsPerDimension,
    Interval? Interval,
    string Kind
);
