namespace Likeness.Figures.Svg;

/// <summary>The width of text in pixels, as wide as the widest of the common sans-serif fonts sets it: which one a reader has is unknown.</summary>
internal static class TextWidth
{
    /// <summary>The width of one line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="size">The size of the font in pixels.</param>
    public static double Of(string text, double size = 12) => size * text.Sum(Ems);

    // DejaVu Sans, in ems.
    private static double Ems(char letter) =>
        letter switch
        {
            ' ' or ',' or '.' => 0.32,
            ':' or '-' => 0.36,
            '%' => 0.95,
            '−' or '×' => 0.84,
            >= '⁰' and <= '⁻' or '¹' or '²' or '³' => 0.4,
            'M' => 0.87,
            _ => 0.64,
        };
}
