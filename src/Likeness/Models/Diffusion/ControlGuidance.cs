using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The class of an image and a map of it as the condition of a network. In training the map is that of the image itself, and a class is dropped in half of
/// the images, so that the map is understood without it: Zhang et al. 2023, arXiv:2302.05543, §3.3. Densities, latents and samples without a map are those of
/// the model without the control network.
/// </summary>
/// <param name="space">Its rows end with their class, where any are learned.</param>
/// <param name="network">The network.</param>
/// <param name="scale">s of the guidance towards the class.</param>
/// <param name="map">Computes the maps.</param>
internal sealed class ControlGuidance(ModelSpace space, ConditionedNetwork network, double scale, ControlMap map)
    : PictureGuidance(space, network, DroppedClasses, scale)
{
    private const double DroppedClasses = 0.5;

    private readonly ConditionedNetwork network = network;
    private readonly double scale = scale;

    /// <summary>The maps of images.</summary>
    public ControlMap Map => map;

    public override Tensor? Dropped(Tensor rows) => Join(base.Dropped(rows), map.Compute(Values(rows)));

    public override Func<Tensor, Tensor, Tensor> Under(Tensor? of, Tensor pictures)
    {
        var free = Join(of is null ? null : None(pictures.Shape[0]), pictures);
        var whole = Join(of, pictures);
        return of is null || scale == 1
            ? (x, time) => network(x, time, whole)
            : (x, time) =>
            {
                var without = network(x, time, free);
                return without + ((float)scale * (network(x, time, whole) - without));
            };
    }
}
