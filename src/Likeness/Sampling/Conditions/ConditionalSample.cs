using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>Rows that satisfy conditions, and how they were sampled.</summary>
/// <param name="Rows">The requested number of rows; every one satisfies the conditions.</param>
/// <param name="Method">The method; never Auto.</param>
/// <param name="Samples">The number of rows that the model sampled, or of weighted proposals.</param>
/// <param name="Accepted">The number of samples that satisfied the conditions.</param>
/// <param name="EffectiveSize">
/// (Σw)² / Σw² of the proposals' weights: the effective sample size (Kong 1992); null without weights.
/// </param>
/// <param name="Summary">One sentence for users about the method, with the accepted fraction of the samples.</param>
public sealed record ConditionalSample(
    Table Rows,
    ConditionalMethod Method,
    long Samples,
    long Accepted,
    double? EffectiveSize,
    string Summary
)
{
    /// <summary>The accepted fraction of the samples.</summary>
    public double AcceptanceRate => ConditionalSummary.RateOf(Samples, Accepted);
}
