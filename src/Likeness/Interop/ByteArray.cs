namespace Likeness.Interop;

/// <summary>A multi-dimensional array of bytes, as in files of images and labels.</summary>
/// <param name="Shape">The sizes of its axes, outermost first; empty for a single number.</param>
/// <param name="Values">Its values in C order (last axis fastest): as many as the sizes multiply to.</param>
public sealed record ByteArray(IReadOnlyList<int> Shape, byte[] Values)
{
    /// <summary>The sizes as text, such as <c>(60000, 28, 28)</c>.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)})";
}
