using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Common losses; each is the mean over its inputs, one element.</summary>
public static class Losses
{
    /// <summary>
    /// Cross-entropy: −log softmax at the true class, as in PyTorch's cross_entropy. With smoothing s the target is 1 − s for the
    /// true class plus s spread evenly over all classes (Szegedy et al. 2016, arXiv:1512.00567, §7).
    /// </summary>
    /// <param name="logits">Scores, with one axis of classes.</param>
    /// <param name="targets">
    /// The indices of the true classes: the shape of the scores without the class axis. An index out of range gives NaN.
    /// </param>
    /// <param name="axis">The axis of classes.</param>
    /// <param name="smoothing">s, in [0, 1].</param>
    /// <param name="ignored">A target that is ignored; null for none.</param>
    /// <exception cref="ShapeException">The axis does not exist, or the targets' shape differs.</exception>
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

    /// <summary>−t log σ(x) − (1 − t) log(1 − σ(x)), computed accurately in both tails.</summary>
    /// <param name="logits">x.</param>
    /// <param name="targets">t, in [0, 1]: of the same shape.</param>
    /// <exception cref="ShapeException">The targets' shape differs.</exception>
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
