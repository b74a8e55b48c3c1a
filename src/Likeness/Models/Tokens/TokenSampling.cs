using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>How a token is sampled from its distribution.</summary>
/// <param name="Temperature">T, by which logits are divided.</param>
/// <param name="TopK">How many of the likeliest are kept; 0 for all. Fan et al. 2018, arXiv:1805.04833, §5.4.</param>
/// <param name="TopP">The probability that the kept tokens make up. Holtzman et al. 2020, arXiv:1904.09751, §3.1.</param>
internal sealed record TokenSampling(double Temperature, int TopK, double TopP)
{
    /// <summary>The logit of a token that is never sampled; finite, so that differences are numbers.</summary>
    public const float Never = -1e9f;

    /// <summary>Whether tokens are sampled with their probabilities.</summary>
    public bool IsPlain => Temperature == 1 && TopK == 0 && TopP >= 1;

    /// <summary>The settings of options.</summary>
    public static TokenSampling FromOptions(TokenOptions options) =>
        new(options.Temperature, options.TopK, options.TopP);

    /// <summary>The logits after temperature, top-k and top-p; excluded tokens have <see cref="Never"/>.</summary>
    /// <param name="logits">[rows, tokens].</param>
    public Tensor Left(Tensor logits)
    {
        logits *= (float)(1 / Temperature);
        if (TopK > 0 && TopK < logits.Shape[1])
        {
            logits = From(logits, logits.Largest(1, TopK).Values.Slice(1, TopK - 1, 1));
        }

        if (TopP < 1)
        {
            var sorted = logits.Sort(1, descending: true);
            var before = sorted.Softmax(1).CumulativeSum(1, exclusive: true); // the probability of the likelier ones
            var min = before.GreaterThan((float)TopP - 1e-7f).Where(float.MaxValue, sorted);
            logits = From(logits, -(-min).Max([1], keepDimensions: true));
        }

        return logits;
    }

    /// <summary>One token per column, sampled.</summary>
    /// <param name="logits">[batch, columns, tokens].</param>
    /// <param name="stream">The stream of the random numbers.</param>
    /// <returns>[batch, columns].</returns>
    public Tensor Sample(Tensor logits, ulong stream)
    {
        (int batch, int columns, int bins) = (logits.Shape[0], logits.Shape[1], logits.Shape[2]);
        return Categorical.Sample(Left(logits.Reshape([batch * columns, bins])), stream).Reshape([batch, columns]);
    }

    private static Tensor From(Tensor logits, Tensor min) => min.GreaterThan(logits).Where(Never, logits);
}
