using System.Runtime.CompilerServices;

namespace Likeness.Compute.Graph;

/// <content>Other shapes of the same elements.</content>
public sealed partial class Tensor
{
    /// <summary>The same elements, row-major, in another shape.</summary>
    /// <exception cref="ShapeException">The numbers of elements differ.</exception>
    public Tensor Reshape(Shape shape) => shape == Shape ? this : new Tensor(new Reshape(shape), this);

    /// <summary>The same elements, row-major, in another shape, one of whose extents may be −1: it is what the others leave.</summary>
    /// <param name="extents">The extents, as in <c>x.Reshape(-1, 3)</c> or <c>x.Reshape([-1, 3])</c>.</param>
    /// <exception cref="ShapeException">The numbers of elements differ, or an extent of −1 is not determined.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent is below −1, or a second one is −1.</exception>
    [OverloadResolutionPriority(1)]
    public Tensor Reshape(params ReadOnlySpan<int> extents)
    {
        int free = extents.IndexOf(-1);
        if (free < 0)
        {
            return Reshape(Shape.Create(extents));
        }

        int[] given = extents.ToArray();
        given[free] = 1;
        var others = new Shape(given);
        return others.Count > 0 && Shape.Count % others.Count == 0
            ? Reshape(others.With(free, Shape.Count / others.Count))
            : throw new ShapeException(
                "reshape",
                $"no extent of axis {free} gives {Shape.Count} elements",
                Shape,
                others
            );
    }

    /// <summary>The same elements with a new axis of extent one.</summary>
    /// <param name="axis">The new axis of the result; negative axes count from the last.</param>
    /// <exception cref="ShapeException">The result has no such axis.</exception>
    public Tensor Unsqueeze(int axis)
    {
        int place = axis < 0 ? axis + Shape.Rank + 1 : axis;
        int[] extents = Shape.ToArray();
        return place >= 0 && place <= Shape.Rank
            ? Reshape([.. extents[..place], 1, .. extents[place..]])
            : throw new ShapeException("unsqueeze", $"the result has no axis {axis}", Shape);
    }

    /// <summary>The same elements without an axis of extent one.</summary>
    /// <param name="axis">The axis; negative axes count from the last.</param>
    /// <exception cref="ShapeException">The axis does not exist, or its extent is not one.</exception>
    public Tensor Squeeze(int axis)
    {
        int place = Axis("squeeze", axis);
        return Shape[place] == 1
            ? Reshape([.. Shape.Where((_, i) => i != place)])
            : throw new ShapeException("squeeze", $"the extent of axis {axis} is not one", Shape);
    }
}
