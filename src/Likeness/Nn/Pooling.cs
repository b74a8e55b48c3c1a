using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Windows of an array [batch, channels, places…] combined to one number each, along every axis of places.</summary>
public static class Pooling
{
    /// <summary>The largest number of each window. Where several are equal, they share the gradient.</summary>
    /// <param name="x">[batch, channels, places…].</param>
    /// <param name="kernel">The window's extent.</param>
    /// <param name="stride">Places between windows; the extent where it is null.</param>
    /// <param name="padding">Places outside the array, on both sides, that windows may reach; at most half the extent.</param>
    /// <returns>[batch, channels, ⌊(places + 2·padding − kernel) / stride⌋ + 1 …].</returns>
    /// <exception cref="ShapeException">No window fits, or there are no places.</exception>
    public static Tensor Max(Tensor x, int kernel, int? stride = null, int padding = 0)
    {
        LayerShapes.RequirePositions("pooling", x);
        for (int axis = 2; axis < x.Shape.Rank; axis++)
        {
            x = AlongAxis(x, axis, kernel, stride ?? kernel, padding, float.NegativeInfinity);
        }

        return x;
    }

    /// <summary>The mean of each window, to which padding counts as zeros.</summary>
    /// <param name="x">[batch, channels, places…].</param>
    /// <param name="kernel">The window's extent.</param>
    /// <param name="stride">Places between windows; the extent where it is null.</param>
    /// <param name="padding">Zeros outside the array, on both sides, that windows may reach.</param>
    /// <returns>[batch, channels, ⌊(places + 2·padding − kernel) / stride⌋ + 1 …].</returns>
    /// <exception cref="ShapeException">No window fits, or there are no places.</exception>
    public static Tensor Average(Tensor x, int kernel, int? stride = null, int padding = 0)
    {
        LayerShapes.RequirePositions("pooling", x);
        int axes = x.Shape.Rank - 2;
        for (int axis = 2; axis < x.Shape.Rank; axis++)
        {
            x = AlongAxis(x, axis, kernel, stride ?? kernel, padding, 0);
        }

        return x * (float)Math.Pow(kernel, -axes);
    }

    /// <summary>
    /// The means of windows that cover an array with a given number of results: window i reaches from ⌊i·places/size⌋ to
    /// ⌈(i + 1)·places/size⌉, as PyTorch's adaptive average.
    /// </summary>
    /// <param name="x">[batch, channels, places…].</param>
    /// <param name="size">Results along each axis of places; 1 is the mean over all.</param>
    /// <exception cref="ShapeException">There are no places, or no result is asked for.</exception>
    public static Tensor AdaptiveAverage(Tensor x, int size)
    {
        LayerShapes.RequirePositions("pooling", x);
        LayerShapes.Require(
            size >= 1 && !x.Shape.Skip(2).Contains(0),
            "pooling",
            $"places cannot be averaged to {size} along an axis",
            x
        );
        for (int axis = 2; axis < x.Shape.Rank; axis++)
        {
            int places = x.Shape[axis];
            var weights = new float[size * places];
            for (int i = 0; i < size; i++)
            {
                int first = i * places / size;
                int end = (((i + 1) * places) + size - 1) / size;
                weights.AsSpan((i * places) + first, end - first).Fill(1f / (end - first));
            }

            x = size == 1 ? x.Mean([axis], keepDimensions: true) : AxisMap.Apply(x, axis, size, weights);
        }

        return x;
    }

    /// <summary>Sums or, where what lies outside is −∞, maxima of windows along one axis.</summary>
    private static Tensor AlongAxis(Tensor x, int axis, int kernel, int stride, int padding, float outside)
    {
        bool sum = outside == 0;
        int places = x.Shape[axis] + (2 * padding);
        LayerShapes.Require(
            kernel >= 1 && stride >= 1 && padding >= 0 && padding <= kernel / 2 && places >= kernel,
            "pooling",
            $"windows of {kernel} by {stride} with {padding} beside do not fit axis {axis}",
            x
        );
        int windows = ((places - kernel) / stride) + 1;

        if (padding > 0)
        {
            int inside = x.Shape[axis];
            x = x.Pad(axis, padding, padding);
            if (!sum)
            {
                var border = new float[places];
                Array.Fill(border, outside);
                border.AsSpan(padding, inside).Clear();
                Shape line = new([places, .. Enumerable.Repeat(1, x.Shape.Rank - axis - 1)]);
                x += Tensor.Constant(line, border);
            }
        }

        if (kernel == stride)
        {
            var apart = x.Slice(axis, 0, windows * kernel)
                .Reshape([.. x.Shape.Take(axis), windows, kernel, .. x.Shape.Skip(axis + 1)]);
            return sum ? apart.Sum([axis + 1]) : apart.Max([axis + 1]);
        }

        var result = x.Slice(axis, 0, windows, stride);
        for (int i = 1; i < kernel; i++)
        {
            var next = x.Slice(axis, i, windows, stride);
            result = sum ? result + next : result.Maximum(next);
        }

        return result;
    }
}
