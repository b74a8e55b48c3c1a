using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Sampling of classes.</summary>
public static class Categorical
{
    /// <summary>
    /// Samples one class for each row, with probabilities softmax(logits), by inverting the cumulative sums (Devroye 1986, §III.2).
    /// </summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="stream">The stream of the uniform numbers.</param>
    /// <returns>The sampled classes, from 0: [batch].</returns>
    /// <exception cref="ShapeException">The logits do not have two axes.</exception>
    public static Tensor Sample(Tensor logits, ulong stream)
    {
        LayerShapes.Require(logits.Shape.Rank == 2, "categorical", "scores [batch, classes] are needed", logits);
        (int batch, int classes) = (logits.Shape[0], logits.Shape[1]);
        var powers = (logits - logits.Max([1], keepDimensions: true)).Exp();
        var sums = powers.CumulativeSum(1);
        var threshold = Tensor.RandomUniform([batch, 1], stream) * sums.Slice(1, classes - 1, 1);
        // Rounding can put the number at the last sum, beyond every class.
        return (classes - sums.GreaterThan(threshold).Sum([1])).Minimum(classes - 1);
    }
}
