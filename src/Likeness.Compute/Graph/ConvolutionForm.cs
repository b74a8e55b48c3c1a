namespace Likeness.Compute.Graph;

/// <summary>Writes a convolution in the ops that compute it best.</summary>
internal static class ConvolutionForm
{
    // With so few channels a kernel's elements make better rows of a product than the channels do.
    private const int FewChannels = 4;

    /// <summary>A convolution or its adjoint; a contraction of patches where there are few channels on one side.</summary>
    public static Tensor Apply(
        ConvolutionRole role,
        ConvolutionGeometry geometry,
        Tensor x,
        Tensor weight,
        Tensor? bias
    )
    {
        // Made in any case: it is what checks the shapes.
        var whole = new Tensor(new ConvolutionOp(role, geometry), x, weight);
        if (bias is not null && !bias.Shape.SequenceEqual([whole.Shape[1]]))
        {
            throw new ShapeException(
                whole.Op.Name,
                "the bias needs a number for each channel of the result",
                whole.Shape,
                bias.Shape
            );
        }

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
            // The bias is the weight of a row of ones: added by the product, and its gradient comes with the weights'.
            var patches = new Tensor(
                new PatchOp(geometry, gathersInput: forward, adds: false, bias is null ? null : 1),
                x
            );
            taps = bias is null ? taps : Tensor.Concatenate(0, taps, AsTap(bias, forward, from));
            return forward
                ? Tensor.Contract($"nkc{places},koc->no{places}", patches, taps)
                : Tensor.Contract($"nko{places},koc->nc{places}", patches, taps);
        }

        if (useful && to <= FewChannels)
        {
            Tensor parts = forward
                ? Tensor.Contract($"nc{places},koc->nko{places}", x, taps)
                : Tensor.Contract($"no{places},koc->nkc{places}", x, taps);
            var folded = new Tensor(new PatchOp(geometry, gathersInput: !forward, adds: true, last: null), parts);
            return WithBias(folded, bias);
        }

        return WithBias(whole, bias);
    }

    private static Tensor WithBias(Tensor y, Tensor? bias) =>
        bias is null ? y : y + bias.Reshape([y.Shape[1], .. Enumerable.Repeat(1, y.Shape.Rank - 2)]);

    /// <summary>A kernel's element that adds a bias where its first channel sees a one: [1, outputs, channels].</summary>
    private static Tensor AsTap(Tensor bias, bool forward, int channels)
    {
        int outputs = bias.Shape.Count;
        return forward
            ? bias.Reshape([1, outputs, 1]).Pad(2, 0, channels - 1)
            : bias.Reshape([1, 1, outputs]).Pad(1, 0, channels - 1);
    }
}
