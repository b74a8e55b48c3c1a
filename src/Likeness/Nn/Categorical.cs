using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Draws of classes.</summary>
public static class Categorical
{
    /// <summary>
    /// One class of each row, with the probabilities softmax(logits), by where a uniform number falls among their running sums
    /// (inversion: Devroye 1986, §III.2).
    /// </summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="stream">The stream of the uniform numbers.</param>
    /// <returns>The classes' numbers, counted from 0: [batch].</returns>
    /// <exception cref="ShapeException">The logits have another number of axes.</exception>
    public static Tensor Sample(Tensor logits, ulong stream)
    {
        LayerShapes.Require(logits.Shape.Rank == 2, "draw of classes", "scores [batch, classes] are needed", logits);
        (int batch, int classes) = (logits.Shape[0], logits.Shape[1]);
        var powers = (logits - logits.Max([1], keepDimensions: true)).Exp();
        var sums = powers.CumulativeSum(1);
        var place = Tensor.RandomUniform([batch, 1], stream) * sums.Slice(1, classes - 1, 1);
        // Rounding may put the place on the last sum, beyond every class.
        return (classes - sums.GreaterThan(place).Sum([1])).Minimum(classes - 1);
    }
}
