using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Pooling of an array [batch, channels, positions…] along every spatial axis.</summary>
public static class Pooling
{
    /// <summary>The maximum of each window. Equal maxima share the gradient.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="kernel">The window's extent.</param>
    /// <param name="stride">The stride between windows; the kernel's extent if null.</param>
    /// <param name="padding">Padding on both sides that windows may cover; at most half the extent.</param>
    /// <returns>[batch, channels, ⌊(positions + 2·padding − kernel) / stride⌋ + 1 …].</returns>
    /// <exception cref="ShapeException">No window fits, or there is no spatial axis.</exception>
    public static Tensor Max(Tensor x, int kernel, int? stride = null, int padding = 0)
    {
        LayerShapes.RequirePositions("pooling", x);
        for (int axis = 2; axis < x.Shape.Rank; axis++)
        {
            x = AlongAxis(x, axis, kernel, stride ?? kernel, padding, float.NegativeInfinity);
        }

        return x;
    }

    /// <summary>The mean of each window; padding counts as zeros.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="kernel">The window's extent.</param>
    /// <param name="stride">The stride between windows; the kernel's extent if null.</param>
    /// <param name="padding">Zero padding on both sides.</param>
    /// <returns>[batch, channels, ⌊(positions + 2·padding − kernel) / stride⌋ + 1 …].</returns>
    /// <exception cref="ShapeException">No window fits, or there is no spatial axis.</exception>
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
    /// Adaptive average pooling to a given size: window i covers ⌊i·positions/size⌋ to ⌈(i + 1)·positions/size⌉, as in PyTorch.
    /// </summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="size">The output size along each spatial axis; 1 is global average pooling.</param>
    /// <exception cref="ShapeException">There is no spatial axis, or the size is below 1.</exception>
    public static Tensor AdaptiveAverage(Tensor x, int size)
    {
        LayerShapes.RequirePositions("pooling", x);
        LayerShapes.Require(
            size >= 1 && !x.Shape.Skip(2).Contains(0),
            "pooling",
            $"positions cannot be averaged to {size} along an axis",
            x
        );
        for (int axis = 2; axis < x.Shape.Rank; axis++)
        {
            int positions = x.Shape[axis];
            var weights = new float[size * positions];
            for (int i = 0; i < size; i++)
            {
                int first = i * positions / size;
                int end = (((i + 1) * positions) + size - 1) / size;
                weights.AsSpan((i * positions) + first, end - first).Fill(1f / (end - first));
            }

            x = size == 1 ? x.Mean([axis], keepDimensions: true) : AxisMap.Apply(x, axis, size, weights);
        }

        return x;
    }

    /// <summary>Sums of windows along one axis, or maxima where the padding is −∞.</summary>
    private static Tensor AlongAxis(Tensor x, int axis, int kernel, int stride, int padding, float outside)
    {
        bool sum = outside == 0;
        int positions = x.Shape[axis] + (2 * padding);
        LayerShapes.Require(
            kernel >= 1 && stride >= 1 && padding >= 0 && padding <= kernel / 2 && positions >= kernel,
            "pooling",
            $"windows of {kernel} with stride {stride} and padding {padding} do not fit axis {axis}",
            x
        );
        int windows = ((positions - kernel) / stride) + 1;

        if (padding > 0)
        {
            int inside = x.Shape[axis];
            x = x.Pad(axis, padding, padding);
            if (!sum)
            {
                var border = new float[positions];
                Array.Fill(border, outside);
                border.AsSpan(padding, inside).Clear();
                Shape line = new([positions, .. Enumerable.Repeat(1, x.Shape.Rank - axis - 1)]);
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
