using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The order of a tensor's axes in memory, from the outermost to the innermost.</summary>
internal static class Layout
{
    // Floats in a cache line of 64 bytes.
    private const int Line = 16;

    // Floats after which addresses map to the same L1 sets again.
    private const int Near = 1024;

    /// <summary>Row-major order.</summary>
    public static int[] RowMajor(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>Axis 0, the batch, innermost.</summary>
    public static int[] BatchInnermost(int rank) => rank < 2 ? RowMajor(rank) : [.. Enumerable.Range(1, rank - 1), 0];

    /// <summary>The axes of an image: samples, channels, rows and columns.</summary>
    public const int ImageRank = 4;

    /// <summary>
    /// The order of an input: the batch innermost, preceded by the channels of an image, as convolutions require. With few samples
    /// the channels of images and the features of sequences are innermost, because few samples would leave lanes empty.
    /// </summary>
    public static int[] ForInput(Shape shape) =>
        shape.Rank switch
        {
            ImageRank => ConvolutionPlanner.ImageOrder(
                ImageRank - 2,
                shape[0] >= ConvolutionGeometry.MinSamplesInLanes
            ),
            SequenceRank when IsFewSequences(shape) => RowMajor(shape.Rank),
            _ => BatchInnermost(shape.Rank),
        };

    // Samples, positions and features.
    private const int SequenceRank = 3;

    /// <summary>
    /// Whether samples and positions together make large matmuls, while vectors of samples alone would be partly empty.
    /// </summary>
    private static bool IsFewSequences(Shape shape) =>
        shape[1] > 1 && shape[2] >= Line && (shape[0] < Line || (shape[0] < 2 * Line && shape[1] >= Line));

    /// <summary>The strides along each axis for a given order of axes, without padding.</summary>
    public static int[] Strides(Shape shape, int[] order)
    {
        var strides = new int[shape.Rank];
        int step = 1;
        foreach (int axis in order.Reverse())
        {
            strides[axis] = step;
            step *= shape[axis];
        }

        return strides;
    }

    /// <summary>
    /// The strides along each axis when rows (runs along the innermost axis) start on a cache line and are an odd number of lines
    /// apart. Rows at a power-of-two distance would map to the same few cache sets. So would the pixels of an image; a row of
    /// padding separates them where needed.
    /// </summary>
    /// <param name="shape">The extents.</param>
    /// <param name="order">The order of the axes, outermost first.</param>
    /// <param name="length">The total length in floats.</param>
    /// <param name="pitch">The distance between rows.</param>
    /// <exception cref="ShapeException">One buffer cannot hold the spaced rows.</exception>
    public static int[] SpacedStrides(Shape shape, int[] order, out int length, out int pitch)
    {
        int row = shape.Rank == 0 ? 1 : shape[order[^1]];
        pitch = row < Line || shape.Count == row ? row : (((row + Line - 1) / Line) | 1) * Line;
        var strides = new int[shape.Rank];
        long step = 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            strides[order[i]] = Buffer.Checked(step, shape);
            step = i == order.Length - 1 ? pitch : step * shape[order[i]];
            bool isPixel = order.Length == ImageRank && i == order.Length - 2 && pitch >= Line;
            step += isPixel && step % Near == 0 ? pitch : 0;
        }

        length = row == 0 ? 0 : Buffer.Checked(step, shape);
        return strides;
    }

    /// <summary>
    /// The order that a result takes from its inputs: that of the input with the most axes. On a tie the input that has the samples
    /// wins, with the samples innermost; the scale of a channel alone would put them outermost.
    /// </summary>
    public static int[] Follow(Shape shape, IEnumerable<View> inputs)
    {
        int[]? best = null;
        (int Axes, bool Batch) max = (-1, false);
        foreach (View input in inputs)
        {
            bool[] steps =
            [
                .. Enumerable.Range(0, shape.Rank).Select(axis => shape[axis] > 1 && input.Strides[axis] != 0),
            ];
            (int Axes, bool Batch) said = (steps.Count(step => step), steps.FirstOrDefault());
            if (said.CompareTo(max) > 0)
            {
                max = said;
                best = Create(shape, input);
            }
        }

        return best ?? RowMajor(shape.Rank);
    }

    /// <summary>The order of a view's axes by stride; axes with stride 0 are outermost.</summary>
    public static int[] Create(Shape shape, View view) =>
        [
            .. Enumerable
                .Range(0, shape.Rank)
                .OrderByDescending(axis =>
                    shape[axis] <= 1 || view.Strides[axis] == 0 ? int.MaxValue : Math.Abs(view.Strides[axis])
                )
                .ThenBy(axis => axis),
        ];
}
