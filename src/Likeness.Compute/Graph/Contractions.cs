namespace Likeness.Compute.Graph;

/// <content>Matmuls, contractions and convolutions.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// The sum of products over the axes that the result lacks, in Einstein notation: <c>Contract("ntd,ed->nte", x, weight)</c>
    /// applies a linear layer at each position of a sequence.
    /// </summary>
    /// <param name="equation">
    /// A letter for each axis of the two operands and, after the arrow, of the result. A letter occurs at most once in a tensor and
    /// in at least two of the three. An axis of one operand alone must be summed beforehand.
    /// </param>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ShapeException">An axis has two extents, or a rank differs from the equation's.</exception>
    /// <exception cref="ArgumentException">The equation has another form.</exception>
    public static Tensor Contract(string equation, Tensor left, Tensor right)
    {
        string[] sides = equation.Split("->");
        string[] operands = sides[0].Split(',');
        return sides.Length == 2 && operands.Length == 2
            ? new Tensor(new ContractOp($"contract {equation}", operands[0], operands[1], sides[1]), left, right)
            : throw new ArgumentException(
                $"'{equation}' is not a contraction of two tensors such as ij,jk->ik.",
                nameof(equation)
            );
    }

    /// <summary>Matrix multiplication over the last two axes; the axes before them broadcast.</summary>
    /// <exception cref="ShapeException">The inner extents differ, or an operand has fewer than two axes.</exception>
    public Tensor MatMul(Tensor other)
    {
        if (Shape.Rank < 2 || other.Shape.Rank < 2)
        {
            throw new ShapeException("matmul", "both need two axes or more", Shape, other.Shape);
        }

        int batches = Math.Max(Shape.Rank, other.Shape.Rank) - 2;
        (string left, Tensor a) = WithoutStretched(other, batches);
        (string right, Tensor b) = other.WithoutStretched(this, batches);
        string batch = string.Concat(Enumerable.Range(0, batches).Select(BatchLabel));
        var op = new ContractOp("matmul", left + "ij", right + "jk", batch + "ik");
        return new Tensor(op, a, b);
    }

    /// <summary>
    /// Convolution: y[n, o, p] = Σ w[t, o, c] · x[n, c, p·stride + t·dilation − before], which is cross-correlation, as is usual in
    /// neural networks. The array is zero-padded. One window gives a 1-D convolution, two give a 2-D one.
    /// </summary>
    /// <param name="weight">[kernel…, outputs, channels / groups]: the kernel's extents first.</param>
    /// <param name="windows">Stride, padding and dilation along each spatial axis.</param>
    /// <param name="groups">The number of channel groups; each output sees one group.</param>
    /// <param name="bias">[outputs]: the bias of each output; none if null.</param>
    /// <returns>[batch, outputs, positions…].</returns>
    /// <exception cref="ShapeException">
    /// This is not [batch, channels, positions…], the shape of the weight or the bias does not match, or a stride or a dilation is
    /// below 1.
    /// </exception>
    public Tensor Convolve(Tensor weight, IReadOnlyList<Window> windows, int groups = 1, Tensor? bias = null)
    {
        RequireConvolution("convolve", weight, windows, groups);
        ConvolutionAxis[] axes =
        [
            .. windows.Select((window, i) => ConvolutionAxis.ForInput(Shape[i + 2], weight.Shape[i], window)),
        ];
        return axes.All(axis => axis.Output > 0)
            ? ConvolutionForm.Apply(ConvolutionRole.Output, new ConvolutionGeometry(axes, groups), this, weight, bias)
            : throw new ShapeException("convolve", "the kernel is larger than the padded array", Shape, weight.Shape);
    }

    /// <summary>
    /// The adjoint of <see cref="Convolve"/>, also called transposed convolution: adds each position of an array, times the kernel,
    /// to the positions that the kernel covers. Decoders use it to upsample an image.
    /// </summary>
    /// <param name="weight">[kernel…, channels, outputs / groups]: as of the convolution whose adjoint this is.</param>
    /// <param name="windows">Stride, padding and dilation; the padding removes positions of the result.</param>
    /// <param name="extra">Positions added at the end of each axis (PyTorch's output padding); none if null.</param>
    /// <param name="groups">The number of channel groups.</param>
    /// <param name="bias">[outputs]: the bias of each output; none if null.</param>
    /// <returns>[batch, outputs, (positions − 1)·stride − before − after + dilation·(kernel − 1) + 1 + extra …].</returns>
    /// <exception cref="ShapeException">
    /// This is not [batch, channels, positions…], the shape of the weight, the extra positions or the bias does not match, or a stride
    /// or a dilation is below 1.
    /// </exception>
    public Tensor ConvolveTransposed(
        Tensor weight,
        IReadOnlyList<Window> windows,
        IReadOnlyList<int>? extra = null,
        int groups = 1,
        Tensor? bias = null
    )
    {
        RequireConvolution("convolve-transposed", weight, windows, groups);
        if (extra is not null && extra.Count != windows.Count)
        {
            throw new ShapeException(
                "convolve-transposed",
                $"{extra.Count} numbers of extra positions do not match {windows.Count} windows",
                Shape,
                weight.Shape
            );
        }

        ConvolutionAxis[] axes =
        [
            .. windows.Select(
                (window, i) => ConvolutionAxis.ForOutput(Shape[i + 2], weight.Shape[i], window, extra?[i] ?? 0)
            ),
        ];
        return axes.All(axis => axis.Input > 0)
            ? ConvolutionForm.Apply(ConvolutionRole.Input, new ConvolutionGeometry(axes, groups), this, weight, bias)
            : throw new ShapeException("convolve-transposed", "nothing is left of the result", Shape, weight.Shape);
    }

    private void RequireConvolution(string op, Tensor weight, IReadOnlyList<Window> windows, int groups)
    {
        string? problem =
            Shape.Rank != windows.Count + 2 || weight.Shape.Rank != windows.Count + 2
                ? $"{windows.Count} windows need an array [batch, channels, positions…] and a weight [kernel…, outputs, channels]"
            : groups < 1 ? $"there must be a group of channels or more, not {groups}"
            : weight.Shape.Take(windows.Count).Contains(0) ? "the kernel has no element"
            : windows.FirstOrDefault(window => window.Stride < 1 || window.Dilation < 1) is { } wrong
                ? $"a window's stride and dilation must be at least 1, not {wrong.Stride} and {wrong.Dilation}"
            : null;
        if (problem is not null)
        {
            throw new ShapeException(op, problem, Shape, weight.Shape);
        }
    }

    private static char BatchLabel(int axis) => (char)('A' + axis);

    /// <summary>
    /// The labels of this operand's batch axes, and the operand without the axes that broadcast to the other's: their labels occur
    /// only in the other operand and the result.
    /// </summary>
    private (string Labels, Tensor Operand) WithoutStretched(Tensor other, int batches)
    {
        string labels = string.Empty;
        var kept = new List<int>();
        for (int axis = 0; axis < batches; axis++)
        {
            int own = BatchExtent(axis, batches);
            if (own != 1 || other.BatchExtent(axis, batches) == 1)
            {
                labels += BatchLabel(axis);
                kept.Add(own);
            }
        }

        return (labels, Reshape([.. kept, Shape[-2], Shape[-1]]));
    }

    /// <summary>The extent of a batch axis of a matmul; one where this operand lacks it.</summary>
    private int BatchExtent(int axis, int batches)
    {
        int own = axis - (batches - (Shape.Rank - 2));
        return own < 0 ? 1 : Shape[own];
    }
}
