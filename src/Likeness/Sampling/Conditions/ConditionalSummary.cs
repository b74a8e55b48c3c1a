using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>How conditional samples were made: a <see cref="ConditionalSample"/> without its rows.</summary>
/// <param name="Method">The method; never Auto.</param>
/// <param name="Samples">The number of rows that the model sampled, or of weighted proposals.</param>
/// <param name="Accepted">The number of samples that satisfied the conditions.</param>
/// <param name="EffectiveSize">The effective sample size of the proposals' weights; null without weights.</param>
/// <param name="Text">One sentence for users about the method, with the accepted fraction of the samples.</param>
internal sealed record ConditionalSummary(
    ConditionalMethod Method,
    long Samples,
    long Accepted,
    double? EffectiveSize,
    string Text
)
{
    /// <summary>The accepted fraction of the samples.</summary>
    public double AcceptanceRate => RateOf(Samples, Accepted);

    /// <summary>The accepted fraction of samples; 0 of none.</summary>
    public static double RateOf(long samples, long accepted) => samples == 0 ? 0 : accepted / (double)samples;

    /// <summary>The summary with the rows.</summary>
    public ConditionalSample With(Table rows) => new(rows, Method, Samples, Accepted, EffectiveSize, Text);
}
