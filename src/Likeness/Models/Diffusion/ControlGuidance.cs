using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The class of an image and a map of it as the condition of a network: [batch, 1 + pixels], or [batch, pixels] of a model without classes. In training
/// the map is that of the image itself, and a class is dropped in half of the images, so that the map is understood without it: Zhang et al. 2023,
/// arXiv:2302.05543, §3.3. Densities, latents and samples without a map are those of the model without the control network.
/// </summary>
/// <param name="space">Its rows end with their class, where any are learned.</param>
/// <param name="network">The network.</param>
/// <param name="scale">s of the guidance towards the class.</param>
/// <param name="map">Computes the maps.</param>
internal sealed class ControlGuidance(ModelSpace space, ConditionedNetwork network, double scale, ControlMap map)
    : ClassGuidance(space, network, DroppedClasses, scale)
{
    private const double DroppedClasses = 0.5;

    private readonly ConditionedNetwork network = network;
    private readonly double scale = scale;

    /// <summary>The maps of images.</summary>
    public ControlMap Map => map;

    public override Tensor? Dropped(Tensor rows) => Join(base.Dropped(rows), map.Compute(Values(rows)));

    /// <summary>The network guided towards classes, under maps.</summary>
    /// <param name="of">[batch]; null of a model without classes.</param>
    /// <param name="maps">[batch, pixels].</param>
    public Func<Tensor, Tensor, Tensor> Controlled(Tensor? of, Tensor maps)
    {
        var free = Join(of is null ? null : None(maps.Shape[0]), maps);
        var whole = Join(of, maps);
        return of is null || scale == 1
            ? (x, time) => network(x, time, whole)
            : (x, time) =>
            {
                var without = network(x, time, free);
                return without + ((float)scale * (network(x, time, whole) - without));
            };
    }

    /// <summary>The classes and the maps of a condition.</summary>
    /// <param name="of">[batch] without maps, [batch, …] with them, or null.</param>
    /// <param name="pixels">Values of a map.</param>
    public static (Tensor? Classes, Tensor? Maps) Split(Tensor? of, int pixels)
    {
        if (of is null || of.Shape.Rank == 1)
        {
            return (of, null);
        }

        int before = of.Shape[1] - pixels;
        var classes = before > 0 ? of.Slice(1, 0, 1).Reshape([of.Shape[0]]) : null;
        return (classes, of.Slice(1, before, pixels));
    }

    private static Tensor Join(Tensor? of, Tensor maps) =>
        of is null ? maps : Tensor.Concatenate(1, of.Reshape([of.Shape[0], 1]), maps);
}
