namespace Likeness.Compute.Graph;

/// <summary>Shapes that an op cannot work on; the message names the op and the shapes.</summary>
public sealed class ShapeException(string op, string problem, params Shape[] shapes)
    : ArgumentException($"{op}: {problem} (given {string.Join(" and ", shapes.Select(shape => shape.ToString()))})");
