namespace Likeness.Compute.Graph;

/// <summary>
/// What each element of a kernel sees from each place, channel by channel, in the rows of a patch: convolution is then a matrix product.
/// Worth its memory where there are few channels. Seen from the result's places it gathers the input ("unfold"); seen from the input's places, the result. Zeros
/// stand where a place sees nothing. A row of ones may come last, which makes a bias one more weight.
/// </summary>
/// <param name="geometry">The convolution.</param>
/// <param name="gathersInput">Whether the input's elements are gathered for the result's places; else the other way round.</param>
/// <param name="adds">Whether this is the adjoint: what was gathered is added up at the place where it came from ("fold").</param>
/// <param name="last">What stands in one more row after all others, from where nothing is added up; null for no such row.</param>
internal sealed class PatchOp(ConvolutionGeometry geometry, bool gathersInput, bool adds, float? last)
    : Op(adds ? "fold" : "unfold")
{
    /// <summary>Whether this is the adjoint, which adds up.</summary>
    public bool Adds { get; } = adds;

    /// <summary>The number of the kernel's elements.</summary>
    public int Taps => geometry.Kernel.Count;

    /// <summary>What stands in the row that no element of the kernel has; null where there is none.</summary>
    public float? Last => last;

    /// <summary>The extents of the array that is gathered.</summary>
    public Shape Source => gathersInput ? geometry.Input : geometry.Output;

    /// <summary>The extents of the places that gather.</summary>
    public Shape Positions => gathersInput ? geometry.Output : geometry.Input;

    internal override string Signature => $"{Name}({geometry.Signature},{gathersInput},{last})";

    private int Extra => last is null ? 0 : 1;

    /// <summary>Each place that sees something: the number of the source's element, of the place, and of the kernel's element.</summary>
    public IEnumerable<(int Source, int Place, int Tap)> Seen() =>
        geometry
            .Taps()
            .Select(tap => gathersInput ? (tap.Input, tap.Output, tap.Tap) : (tap.Output, tap.Input, tap.Tap));

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = inputs[0];
        Shape positions = Adds ? Positions : Source;
        bool fits = shape.Rank == 2 + positions.Rank && shape.Skip(2).SequenceEqual(positions);
        return !fits ? throw new ShapeException(Name, "the places differ", shape, positions)
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
        for (int n = 0; n < batch && last is { } number && !Adds; n++)
        {
            values.AsSpan(((n * rows) + rows - 1) * Positions.Count, Positions.Count).Fill(number);
        }

        foreach ((int source, int position, int tap) in Seen())
        {
            for (int n = 0; n < batch; n++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int one = (((n * channels) + c) * Source.Count) + source;
                    int patch = (((n * rows) + (tap * channels) + c) * Positions.Count) + position;
                    (int to, int from) = Adds ? (one, patch) : (patch, one);
                    values[to] += inputs[0][from];
                }
            }
        }

        return values;
    }
}
