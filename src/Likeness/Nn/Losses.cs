using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Losses that several models share, each the mean over all that it is given: one element.</summary>
public static class Losses
{
    /// <summary>
    /// −log softmax of the true class, as PyTorch's cross_entropy: with smoothing s the target is 1 − s for the true class and s shared
    /// by all (Szegedy et al. 2016, arXiv:1512.00567, §7).
    /// </summary>
    /// <param name="logits">Scores, with one axis of classes.</param>
    /// <param name="targets">The numbers of the true classes: the shape of the scores without that axis. One that is no class's gives NaN.</param>
    /// <param name="axis">The axis of classes.</param>
    /// <param name="smoothing">s, in [0, 1].</param>
    /// <param name="ignored">A target that does not count; null where all do.</param>
    /// <exception cref="ShapeException">There is no such axis, or the targets' shape is another.</exception>
    public static Tensor CrossEntropy(
        Tensor logits,
        Tensor targets,
        int axis = -1,
        double smoothing = 0,
        int? ignored = null
    )
    {
        int rank = logits.Shape.Rank;
        LayerShapes.Require(axis >= -rank && axis < rank, "cross-entropy", $"there is no axis {axis}", logits);
        axis = axis < 0 ? axis + rank : axis;
        Shape one = logits.Shape.With(axis, 1);
        Shape without = [.. logits.Shape.Where((_, i) => i != axis)];
        LayerShapes.Require(
            targets.Shape == without,
            "cross-entropy",
            $"targets {without} are needed, the scores' shape without axis {axis}",
            logits,
            targets
        );
        var classes = targets.Reshape(one);
        var counts = ignored is int number ? 1 - classes.EqualTo(number) : null;
        classes = counts is null ? classes : counts.Where(classes, 0);
        var loss = logits.LogSoftmaxAlong(axis, classes) * (float)(smoothing - 1);
        if (smoothing > 0)
        {
            loss -= logits.LogSoftmax(axis).Mean([axis], keepDimensions: true) * (float)smoothing;
        }

        return counts is null ? loss.Mean() : counts.Where(loss, 0).Sum() / counts.Sum();
    }

    /// <summary>−t log σ(x) − (1 − t) log(1 − σ(x)), without loss of digits in either tail.</summary>
    /// <param name="logits">x.</param>
    /// <param name="targets">t, in [0, 1]: of the same shape.</param>
    /// <exception cref="ShapeException">The targets' shape is another.</exception>
    public static Tensor BinaryCrossEntropy(Tensor logits, Tensor targets)
    {
        LayerShapes.Require(
            logits.Shape == targets.Shape,
            "binary cross-entropy",
            "scores and targets of one shape are needed",
            logits,
            targets
        );
        return (logits.Softplus() - (logits * targets)).Mean();
    }
}
