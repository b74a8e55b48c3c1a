using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Arrays [batch, channels, places…] made larger along every axis of places.</summary>
public static class Upsampling
{
    /// <summary>Each number repeated.</summary>
    /// <param name="x">[batch, channels, places…].</param>
    /// <param name="factor">How often along each axis; at least 1.</param>
    /// <returns>[batch, channels, places · factor …].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1.</exception>
    /// <exception cref="ShapeException">There are no places.</exception>
    public static Tensor Nearest(Tensor x, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        LayerShapes.RequirePositions("upsampling", x);
        var places = x.Shape.Skip(2);
        Shape apart = [.. x.Shape.Take(2), .. places.SelectMany(extent => new[] { extent, 1 })];
        Shape repeated = [.. x.Shape.Take(2), .. places.SelectMany(extent => new[] { extent, factor })];
        Shape joined = [.. x.Shape.Take(2), .. places.Select(extent => extent * factor)];
        return x.Reshape(apart).BroadcastTo(repeated).Reshape(joined);
    }

    /// <summary>Numbers interpolated linearly along each axis between the centres of neighbouring places.</summary>
    /// <param name="x">[batch, channels, places…].</param>
    /// <param name="sizes">The new extents of the places.</param>
    /// <param name="alignCorners">Whether the first and last centres stay where they are, instead of the array's outer borders.</param>
    /// <returns>[batch, channels, sizes…].</returns>
    /// <exception cref="ShapeException">There is not one size for each axis, or one is below 1, or there are no places.</exception>
    public static Tensor Linear(Tensor x, IReadOnlyList<int> sizes, bool alignCorners = false)
    {
        LayerShapes.RequirePositions("upsampling", x);
        LayerShapes.Require(
            sizes.Count == x.Shape.Rank - 2 && sizes.All(size => size >= 1) && !x.Shape.Skip(2).Contains(0),
            "upsampling",
            $"the places cannot be made ({string.Join(", ", sizes)})",
            x
        );

        for (int i = 0; i < sizes.Count; i++)
        {
            x = AxisMap.Apply(x, i + 2, sizes[i], Weights(x.Shape[i + 2], sizes[i], alignCorners));
        }

        return x;
    }

    /// <summary>The share of each old place in each new one: [size, places].</summary>
    private static float[] Weights(int places, int size, bool alignCorners)
    {
        var weights = new float[size * places];
        for (int i = 0; i < size; i++)
        {
            double place = alignCorners
                ? size == 1
                    ? 0
                    : i * (places - 1.0) / (size - 1)
                : Math.Max(0, ((i + 0.5) * places / size) - 0.5);
            int before = Math.Min((int)place, places - 1);
            int after = Math.Min(before + 1, places - 1);
            weights[(i * places) + before] += (float)(1 - (place - before));
            weights[(i * places) + after] += (float)(place - before);
        }

        return weights;
    }
}
