using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Samples from categorical distributions.</summary>
internal static class Choice
{
    /// <summary>An index for each row, by inversion of the cumulative weights; an index of weight 0 is never sampled.</summary>
    /// <param name="weights">[batch, n], not negative; they need not sum to 1.</param>
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
