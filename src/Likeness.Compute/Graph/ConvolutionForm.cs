namespace Likeness.Compute.Graph;

/// <summary>Chooses the ops that compute a convolution fastest.</summary>
internal static class ConvolutionForm
{
    // With so few channels, the kernel elements of a patch make better matmul rows than the channels do.
    private const int FewChannels = 4;

    /// <summary>A convolution or its adjoint; with few channels on one side, a contraction of patches (im2col).</summary>
    public static Tensor Apply(
        ConvolutionRole role,
        ConvolutionGeometry geometry,
        Tensor x,
        Tensor weight,
        Tensor? bias
    )
    {
        if (!geometry.IsListable)
        {
            throw new ShapeException(
                role == ConvolutionRole.Output ? "convolve" : "convolve-transposed",
                $"{geometry.Output.Count} positions times {geometry.Kernel.Count} kernel elements are too many",
                x.Shape,
                weight.Shape
            );
        }

        // Always created, because it checks the shapes.
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
            && x.Shape[0] >= ConvolutionGeometry.MinSamplesInLanes
            && Math.Max(from, to) >= 2 * FewChannels;
        string positions = "hwdt"[..geometry.Rank];
        int kernel = geometry.Kernel.Count;
        if (useful && from <= FewChannels)
        {
            var matrix = forward
                ? weight.Reshape([kernel, outputs, channels]).Permute(0, 2, 1).Reshape([kernel * channels, outputs])
                : weight.Reshape([kernel * outputs, channels]);
            // The bias is the weight of a row of ones: the matmul adds it, and its gradient comes with the weights'.
            matrix = bias is null ? matrix : Tensor.Concatenate(0, matrix, bias.Reshape([1, to]));
            var patches = new Tensor(
                new PatchOp(geometry, gathersInput: forward, adds: false, bias is null ? null : 1),
                x
            );
            return Tensor.Contract($"nk{positions},ko->no{positions}", patches, matrix);
        }

        if (useful && to <= FewChannels)
        {
            var matrix = forward
                ? weight.Reshape([kernel * outputs, channels])
                : weight.Reshape([kernel, outputs, channels]).Permute(0, 2, 1).Reshape([kernel * channels, outputs]);
            var parts = Tensor.Contract($"no{positions},ko->nk{positions}", x, matrix);
            var folded = new Tensor(new PatchOp(geometry, gathersInput: !forward, adds: true, last: null), parts);
            return WithBias(folded, bias);
        }

        return WithBias(whole, bias);
    }

    private static Tensor WithBias(Tensor y, Tensor? bias) =>
        bias is null ? y : y + bias.Reshape([y.Shape[1], .. Enumerable.Repeat(1, y.Shape.Rank - 2)]);
}
