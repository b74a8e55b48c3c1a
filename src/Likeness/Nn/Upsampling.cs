using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Upsampling of arrays [batch, channels, positions…] along every spatial axis.</summary>
public static class Upsampling
{
    /// <summary>Nearest-neighbour upsampling: repeats each number.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="factor">The factor along each axis; at least 1.</param>
    /// <returns>[batch, channels, positions · factor …].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1.</exception>
    /// <exception cref="ShapeException">There is no spatial axis.</exception>
    public static Tensor Nearest(Tensor x, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        LayerShapes.RequirePositions("upsampling", x);
        var positions = x.Shape.Skip(2);
        Shape apart = [.. x.Shape.Take(2), .. positions.SelectMany(extent => new[] { extent, 1 })];
        Shape repeated = [.. x.Shape.Take(2), .. positions.SelectMany(extent => new[] { extent, factor })];
        Shape joined = [.. x.Shape.Take(2), .. positions.Select(extent => extent * factor)];
        return x.Reshape(apart).BroadcastTo(repeated).Reshape(joined);
    }

    /// <summary>Linear interpolation along each axis between the centres of adjacent positions.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <param name="sizes">The new spatial extents.</param>
    /// <param name="alignCorners">
    /// Whether the centres of the first and last positions are aligned, instead of the array's outer borders.
    /// </param>
    /// <returns>[batch, channels, sizes…].</returns>
    /// <exception cref="ShapeException">
    /// The number of sizes differs from the number of spatial axes, a size is below 1, or there is no spatial axis.
    /// </exception>
    public static Tensor Linear(Tensor x, IReadOnlyList<int> sizes, bool alignCorners = false)
    {
        LayerShapes.RequirePositions("upsampling", x);
        LayerShapes.Require(
            sizes.Count == x.Shape.Rank - 2 && sizes.All(size => size >= 1) && !x.Shape.Skip(2).Contains(0),
            "upsampling",
            $"the array cannot be resized to ({string.Join(", ", sizes)})",
            x
        );

        for (int i = 0; i < sizes.Count; i++)
        {
            x = AxisMap.Apply(x, i + 2, sizes[i], Weights(x.Shape[i + 2], sizes[i], alignCorners));
        }

        return x;
    }

    /// <summary>The weight of each old position in each new one: [size, positions].</summary>
    private static float[] Weights(int positions, int size, bool alignCorners)
    {
        var weights = new float[size * positions];
        for (int i = 0; i < size; i++)
        {
            double position = alignCorners
                ? size == 1
                    ? 0
                    : i * (positions - 1.0) / (size - 1)
                : Math.Max(0, ((i + 0.5) * positions / size) - 0.5);
            int before = Math.Min((int)position, positions - 1);
            int after = Math.Min(before + 1, positions - 1);
            weights[(i * positions) + before] += (float)(1 - (position - before));
            weights[(i * positions) + after] += (float)(position - before);
        }

        return weights;
    }
}
