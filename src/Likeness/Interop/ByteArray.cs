namespace Likeness.Interop;

/// <summary>An array of bytes with its axes, as files of images and labels hold them.</summary>
/// <param name="Shape">The sizes of its axes, outermost first; empty for a single number.</param>
/// <param name="Values">Its values in C order (last axis fastest): as many as the sizes multiply to.</param>
public sealed record ByteArray(IReadOnlyList<int> Shape, byte[] Values)
{
    /// <summary>The sizes in words, such as <c>(60000, 28, 28)</c>.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)})";
}
