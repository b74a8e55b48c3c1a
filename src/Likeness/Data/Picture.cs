namespace Likeness.Data;

/// <summary>
/// Marks a table whose rows are coloured pixels: the first column is the vertical position (0 at the top, as a fraction
/// of <paramref name="Height"/>), the second the horizontal position, the next three red, green and blue in [0, 1].
/// </summary>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Width">Pixels from left to right.</param>
public sealed record Picture(int Height, int Width);
