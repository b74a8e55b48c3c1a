namespace Likeness.Compute.Graph;

/// <summary>
/// Gathers the patch that the kernel sees at each position (im2col): the rows of a patch are the kernel elements of each channel,
/// and convolution becomes a matmul. It pays off for few channels. Seen from the result's positions it gathers the input
/// ("unfold"); seen from the input's positions it gathers the result. The padding gives zeros. A last row of ones can turn a bias
/// into one more weight.
/// </summary>
/// <param name="geometry">The convolution.</param>
/// <param name="gathersInput">
/// Whether the input is gathered at the result's positions; otherwise the result at the input's positions.
/// </param>
/// <param name="adds">Whether this is the adjoint, which adds each element of a patch to the position that it came from ("fold").</param>
/// <param name="last">The value of one more row after all others, which the adjoint ignores; null for no such row.</param>
internal sealed class PatchOp(ConvolutionGeometry geometry, bool gathersInput, bool adds, float? last)
    : Op(adds ? "fold" : "unfold")
{
    /// <summary>Whether this is the adjoint.</summary>
    public bool Adds { get; } = adds;

    /// <summary>The number of kernel elements.</summary>
    public int Taps => geometry.Kernel.Count;

    /// <summary>The value of the extra row; null if there is none.</summary>
    public float? Last => last;

    /// <summary>The extents of the gathered array.</summary>
    public Shape Source => gathersInput ? geometry.Input : geometry.Output;

    /// <summary>The extents of the positions.</summary>
    public Shape Positions => gathersInput ? geometry.Output : geometry.Input;

    internal override string Signature => $"{Name}({geometry.Signature},{gathersInput},{last})";

    private int Extra => last is null ? 0 : 1;

    /// <summary>
    /// All pairs of a position and a visible element: the indices of the source element, of the position, and of the kernel
    /// element.
    /// </summary>
    public IEnumerable<(int Source, int Place, int Tap)> Seen() =>
        geometry
            .Taps()
            .Select(tap => gathersInput ? (tap.Input, tap.Output, tap.Tap) : (tap.Output, tap.Input, tap.Tap));

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = inputs[0];
        Shape positions = Adds ? Positions : Source;
        bool fits = shape.Rank == 2 + positions.Rank && shape.Skip(2).SequenceEqual(positions);
        return !fits ? throw new ShapeException(Name, "the positions differ", shape, positions)
            : Adds ? [shape[0], (shape[1] - Extra) / Taps, .. Source.ToArray()]
            : [shape[0], Shape.Extent(Name, ((long)shape[1] * Taps) + Extra, shape), .. Positions.ToArray()];
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new PatchOp(geometry, gathersInput, !Adds, last is null ? null : 0), gradient)];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        Shape image = Adds ? result.Shape : result.Inputs[0].Shape;
        (int batch, int channels) = (image[0], image[1]);
        var values = new double[result.Shape.Count];
        int rows = (Taps * channels) + Extra;
        (int sources, int positions) = (Source.Count, Positions.Count);
        for (int n = 0; n < batch && last is { } number && !Adds; n++)
        {
            values.AsSpan(((n * rows) + rows - 1) * positions, positions).Fill(number);
        }

        foreach ((int source, int position, int tap) in Seen())
        {
            for (int n = 0; n < batch; n++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int one = (((n * channels) + c) * sources) + source;
                    int patch = (((n * rows) + (tap * channels) + c) * positions) + position;
                    (int to, int from) = Adds ? (one, patch) : (patch, one);
                    values[to] += inputs[0][from];
                }
            }
        }

        return values;
    }
}
