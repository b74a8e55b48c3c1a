using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// A class and a picture as the condition of a network: [batch, 1 + values], or [batch, values] of a model without classes. Without a picture, the
/// condition is the class alone, [batch], as of <see cref="ClassGuidance"/>.
/// </summary>
/// <param name="space">Its rows end with their class, where any are learned.</param>
/// <param name="network">The network.</param>
/// <param name="dropout">The probability that a class is dropped in training.</param>
/// <param name="scale">s of the guidance towards the class.</param>
internal abstract class PictureGuidance(ModelSpace space, ConditionedNetwork network, double dropout, double scale)
    : ClassGuidance(space, network, dropout, scale)
{
    /// <summary>The network guided towards classes, under pictures.</summary>
    /// <param name="of">[batch]; null of a model without classes.</param>
    /// <param name="pictures">[batch, values].</param>
    public abstract Func<Tensor, Tensor, Tensor> Under(Tensor? of, Tensor pictures);

    /// <summary>The classes and the pictures of a condition.</summary>
    /// <param name="of">[batch] without pictures, [batch, …] with them, or null.</param>
    /// <param name="values">Values of a picture.</param>
    public static (Tensor? Classes, Tensor? Pictures) Split(Tensor? of, int values)
    {
        if (of is null || of.Shape.Rank == 1)
        {
            return (of, null);
        }

        int before = of.Shape[1] - values;
        var classes = before > 0 ? of.Slice(1, 0, 1).Reshape([of.Shape[0]]) : null;
        return (classes, of.Slice(1, before, values));
    }

    /// <summary>The condition of classes, or none, and pictures.</summary>
    protected static Tensor Join(Tensor? of, Tensor pictures) =>
        of is null ? pictures : Tensor.Concatenate(1, of.Reshape([of.Shape[0], 1]), pictures);
}
