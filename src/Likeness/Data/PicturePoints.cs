namespace Likeness.Data;

/// <summary>The columns of tables whose rows are coloured pixels.</summary>
internal static class PicturePoints
{
    /// <summary>x (downwards) and y (to the right) in whole pixels, as fractions of the image, and 8-bit r, g, b in [0, 1].</summary>
    public static Column[] Columns(int height, int width)
    {
        var shade = new Grid(0, 1.0 / 255, 256);
        return
        [
            new Column("x", new Grid(0, 1.0 / height, height)),
            new Column("y", new Grid(0, 1.0 / width, width)),
            new Column("r", shade),
            new Column("g", shade),
            new Column("b", shade),
        ];
    }
}
