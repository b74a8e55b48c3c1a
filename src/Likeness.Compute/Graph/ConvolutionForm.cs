namespace Likeness.Compute.Graph;

/// <summary>Writes a convolution in the ops that compute it best.</summary>
internal static class ConvolutionForm
{
    // With so few channels a kernel's elements make better rows of a product than the channels do.
    private const int FewChannels = 4;

    /// <summary>A convolution or its adjoint; a contraction of patches where there are few channels on one side.</summary>
    public static Tensor Apply(ConvolutionRole role, ConvolutionGeometry geometry, Tensor x, Tensor weight)
    {
        // Made in any case: it is what checks the shapes.
        var whole = new Tensor(new ConvolutionOp(role, geometry), x, weight);
        bool forward = role == ConvolutionRole.Output;
        (int outputs, int channels) = (weight.Shape[-2], weight.Shape[-1]);
        (int from, int to) = forward ? (channels, outputs) : (outputs, channels);
        bool useful =
            geometry.Groups == 1
            && geometry.Kernel.Count > 1
            && x.Shape[0] >= ConvolutionGeometry.FewestSamplesInLanes
            && Math.Max(from, to) >= 2 * FewChannels;
        string places = "hwdt"[..geometry.Rank];
        Tensor taps = weight.Reshape([geometry.Kernel.Count, outputs, channels]);
        if (useful && from <= FewChannels)
        {
            var patches = new Tensor(new PatchOp(geometry, gathersInput: forward, adds: false), x);
            return forward
                ? Tensor.Contract($"nkc{places},koc->no{places}", patches, taps)
                : Tensor.Contract($"nko{places},koc->nc{places}", patches, taps);
        }

        if (useful && to <= FewChannels)
        {
            Tensor parts = forward
                ? Tensor.Contract($"nc{places},koc->nko{places}", x, taps)
                : Tensor.Contract($"no{places},koc->nkc{places}", x, taps);
            return new Tensor(new PatchOp(geometry, gathersInput: !forward, adds: true), parts);
        }

        return whole;
    }
}
