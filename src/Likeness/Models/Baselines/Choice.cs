using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Draws one of several by its weight.</summary>
internal static class Choice
{
    /// <summary>The index of one of several for each row, by inversion of their cumulative weights; one without weight is never drawn.</summary>
    /// <param name="weights">[batch, n], not negative; they need not add up to 1.</param>
    /// <param name="stream">The stream of random numbers.</param>
    /// <returns>[batch], whole numbers from 0 to n − 1.</returns>
    public static Tensor Sample(Tensor weights, ulong stream)
    {
        var (batch, count) = (weights.Shape[0], weights.Shape[1]);
        var sums = weights.CumulativeSum(1);
        var mark = Tensor.RandomUniform([batch, 1], stream) * sums.Slice(1, count - 1, 1);
        return mark.GreaterThan(sums).Sum([1]);
    }
}
