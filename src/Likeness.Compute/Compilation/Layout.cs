using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The order in which a tensor's axes lie in memory: from the outermost to the innermost.</summary>
internal static class Layout
{
    // Floats in a cache line of 64 bytes.
    private const int Line = 16;

    // Floats after which the places of the nearest cache come again.
    private const int Near = 1024;

    /// <summary>Rows one after another.</summary>
    public static int[] RowMajor(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>Axis 0, the batch, innermost.</summary>
    public static int[] BatchInnermost(int rank) => rank < 2 ? RowMajor(rank) : [.. Enumerable.Range(1, rank - 1), 0];

    /// <summary>The axes of an image: samples, channels, rows and columns of places.</summary>
    public const int ImageRank = 4;

    /// <summary>
    /// The order of an input: the batch innermost, and before it the channels of an image, as convolutions want them. Of a few images the channels come
    /// innermost, and of a few sequences the features: so few samples would leave lanes empty.
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

    /// <summary>Whether large products come out of samples and positions together, and vectors of samples alone would be part empty, or single ones.</summary>
    private static bool IsFewSequences(Shape shape) =>
        shape[1] > 1 && shape[2] >= Line && (shape[0] < Line || (shape[0] < 2 * Line && shape[1] >= Line));

    /// <summary>The steps along each axis when the axes lie in the given order without gaps.</summary>
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
    /// The steps along each axis when rows, the runs along the innermost axis, begin on a cache line and lie an odd number of
    /// lines apart: rows at a distance of a power of two would all want the same few places of the cache. So would the pixels of an image,
    /// between which a row is left free where need be.
    /// </summary>
    /// <param name="shape">The extents.</param>
    /// <param name="order">The order of the axes, outermost first.</param>
    /// <param name="length">How many floats that takes in all.</param>
    /// <param name="pitch">From one row to the next.</param>
    /// <exception cref="ShapeException">With the gaps it is more than a buffer can hold.</exception>
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
    /// The order that a result takes from its inputs: that of the one which says most about it, and of equals one that knows of the samples, which
    /// lie innermost there: by a scale of channels alone they would come outermost.
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

    /// <summary>The order of a view's axes by their steps; axes without a step lie outermost.</summary>
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
