namespace Likeness.Compute.Graph;

/// <summary>
/// The exception for shapes that an op does not support. The message names the op, the shapes, and the line of the user's code that
/// built the node: <c>matmul: the inner extents do not fit (given [64, 3] and [4, 5]), in Net.Loss at Net.cs:57</c>.
/// </summary>
public sealed class ShapeException(string op, string problem, params Shape[] shapes)
    : ArgumentException(
        $"{op}: {problem} (given {string.Join(" and ", shapes.Select(shape => shape.ToString()))})"
            + (UserCode.Place() is { } position ? $", {position}" : string.Empty)
    )
{
    /// <summary>Whether there are more elements than any array can have.</summary>
    public bool IsTooLarge { get; internal init; }
}
