using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>Images [batch, channels, height, width] as rows, or the reverse; the values do not change.</summary>
/// <param name="shape">The images' sizes.</param>
/// <param name="isInverse">Whether rows become images towards the noise.</param>
internal sealed class Flattening(ImageShape shape, bool isInverse = false) : FlowLayer
{
    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass) =>
        (isInverse ? Images(x) : ImageSpace.Rows(x), Tensor.Constant([1], 0));

    public override Tensor Inverse(Tensor y) => isInverse ? ImageSpace.Rows(y) : Images(y);

    private Tensor Images(Tensor rows) => rows.Reshape([rows.Shape[0], shape.Channels, shape.Height, shape.Width]);
}
