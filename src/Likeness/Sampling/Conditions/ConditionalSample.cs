using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>Rows that fit conditions, and how they were had.</summary>
/// <param name="Rows">As many as were asked for; every one fits.</param>
/// <param name="Method">How they were had; never Auto.</param>
/// <param name="Samples">How many rows the model drew, or proposals were weighted.</param>
/// <param name="Accepted">How many of the draws fitted.</param>
/// <param name="EffectiveSize">
/// (Σw)² / Σw² of the weights of proposals (Kong 1992): how many rows of equal weight they are worth; null where there are no weights.
/// </param>
/// <param name="Summary">One sentence for people on how the rows were had, with what share of the draws fitted.</param>
public sealed record ConditionalSample(
    Table Rows,
    ConditionalMethod Method,
    long Samples,
    long Accepted,
    double? EffectiveSize,
    string Summary
)
{
    /// <summary>The share of the draws that fitted.</summary>
    public double AcceptanceRate => Samples == 0 ? 0 : Accepted / (double)Samples;
}
